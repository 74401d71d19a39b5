// Everything works without this file; with it, four things are smoother.
"use strict";

// 1. htmx sends the token that the page's forms carry.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});

// 2. A dialog that a button opens becomes modal: what is behind cannot be reached by mistake.
for (const dialog of document.querySelectorAll("dialog[popover]")) {
  dialog.removeAttribute("popover");
  for (const button of document.querySelectorAll(`button[popovertarget="${CSS.escape(dialog.id)}"]`)) {
    const hides = button.getAttribute("popovertargetaction") === "hide";
    button.addEventListener("click", () => (hides ? dialog.close() : dialog.showModal()));
  }
}

// 3. What is typed in a form that is done once (it has a key) and takes a text, or is marked data-keep="name", stays on
//    the device until the server has said that it was done (the cookie "done" holds the form's key), a day at most. A
//    lost connection or an ended session loses no text, and what is sent again carries the same key, so that it is done
//    once. It is given back to the one who typed it alone, where the server says the same as it said then, and is gone
//    when they sign out. Contact details (e-mail, phone, data-forget) are never kept.
const DAY = 24 * 3600 * 1000;
const FIELDS =
  "input:not([type=hidden],[type=password],[type=file],[type=email],[type=tel],[data-forget]),textarea:not([data-forget]),select:not([data-forget])";

const meta = document.querySelector("meta[name=kept]");
const mine = `samspel:${meta ? meta.content : ""}:`;
const placeOf = (form) => mine + (form.dataset.keep || new URL(form.action).pathname);
const keyOf = (form) => form.elements.namedItem("key");
const fieldsOf = (form) => [...form.querySelectorAll(FIELDS)].filter((field) => field.name);
const isTick = (field) => field.type === "checkbox" || field.type === "radio";
const givenIn = (field) => [...field.options].find((each) => each.defaultSelected) || field.options[0];
const given = (field) =>
  isTick(field)
    ? field.defaultChecked
    : field.options
      ? (givenIn(field) || { value: "" }).value
      : field.defaultValue;

const done = () => decodeURIComponent((document.cookie.match(/(?:^|; )(?:__Host-)?done="?([^;"]*)/) || ["", ""])[1]);

const sayKept = (form) => {
  const lines = form.querySelectorAll("[data-kept]");
  for (const line of lines) line.hidden = false;
  if (lines.length || !meta) return;
  const line = document.createElement("p");
  line.className = "saved";
  line.dataset.kept = "";
  line.setAttribute("role", "status");
  line.textContent = meta.dataset.said;
  form.append(line);
};

const keptOf = (form) => JSON.parse(localStorage.getItem(placeOf(form)) || "null");
const entryOf = (texts, field) =>
  texts.find(([name, value]) => name === field.name && (!isTick(field) || value === field.value));

const keep = (form) => {
  const key = keyOf(form) ? keyOf(form).value : "";
  const kept = keptOf(form);
  // A form that was shown again, with what is to be put right, still goes out from what the server said at first.
  const earlier = kept && key && kept.key === key ? kept.texts : [];
  const texts = fieldsOf(form).map((field) => {
    const [, , , before] = entryOf(earlier, field) || [, , , given(field)];
    return [field.name, field.value, isTick(field) ? field.checked : null, before];
  });
  localStorage.setItem(placeOf(form), JSON.stringify({ at: Date.now(), key, texts }));
  sayKept(form);
};

const isOver = (kept) => Date.now() - kept.at > DAY || (kept.key && kept.key === done());

const forgetWhatIsOver = () => {
  for (const place of Object.keys(localStorage).filter((each) => each.startsWith("samspel:"))) {
    if (isOver(JSON.parse(localStorage.getItem(place)))) localStorage.removeItem(place);
  }
};

const restore = (form) => {
  const kept = keptOf(form);
  if (!kept) return;
  let restored = false;
  for (const field of fieldsOf(form)) {
    const [, value, ticked, before] = entryOf(kept.texts, field) || [];
    if (given(field) !== before || (isTick(field) ? ticked : value) === before) continue;
    if (isTick(field)) field.checked = ticked;
    else field.value = value;
    restored = true;
  }
  if (!restored) return;
  if (kept.key && keyOf(form)) keyOf(form).value = kept.key;
  sayKept(form);
};

forgetWhatIsOver();
const writing = [...document.querySelectorAll("form[data-keep], form:has(input[name=key]):has(textarea)")];
for (const form of writing.filter((each) => writing.every((other) => other === each || placeOf(other) !== placeOf(each)))) {
  restore(form);
  form.addEventListener("input", () => keep(form));
}
for (const form of document.querySelectorAll("form[data-signs-out]")) {
  form.addEventListener("submit", () => {
    const places = Object.keys(localStorage).filter((each) => each.startsWith(mine) && each !== `${mine}observation`);
    for (const place of places) localStorage.removeItem(place);
  });
}

// 4. A form with a line marked data-waits is not sent where there is no net: it says so, and leaves by itself, with the
//    key that it has, when the net is back.
for (const form of document.querySelectorAll("form:has([data-waits])")) {
  form.addEventListener("submit", (event) => {
    const line = form.querySelector("[data-waits]");
    if (navigator.onLine) return;
    event.preventDefault();
    if (!line.hidden) return;
    line.hidden = false;
    addEventListener("online", () => ((line.hidden = true), form.requestSubmit(event.submitter)), { once: true });
  });
}
