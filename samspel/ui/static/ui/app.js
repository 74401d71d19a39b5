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

// 3. What is typed in a form marked data-keep="name" stays on the device until the server has said that it was done
//    (the cookie "done" holds the form's key), a day at most. A lost connection loses no text, and what is sent again
//    carries the same key, so that it is done once. Contact details (e-mail, phone, data-forget) are never kept.
const DAY = 24 * 3600 * 1000;
const FIELDS =
  "input:not([type=hidden],[type=password],[type=file],[type=email],[type=tel],[data-forget]),textarea:not([data-forget]),select:not([data-forget])";

const placeOf = (form) => `samspel:${form.dataset.keep}`;
const keyOf = (form) => form.elements.namedItem("key");
const fieldsOf = (form) => [...form.querySelectorAll(FIELDS)].filter((field) => field.name);
const isTick = (field) => field.type === "checkbox" || field.type === "radio";
const isUntouched = (form, field) =>
  isTick(field)
    ? ![...form.querySelectorAll(`[name="${CSS.escape(field.name)}"]`)].some((each) => each.defaultChecked)
    : field.value === "";

const done = () => decodeURIComponent((document.cookie.match(/(?:^|; )(?:__Host-)?done="?([^;"]*)/) || ["", ""])[1]);

const sayKept = (form) => {
  for (const line of form.querySelectorAll("[data-kept]")) line.hidden = false;
};

const keep = (form) => {
  const texts = fieldsOf(form).map((field) => [field.name, field.value, isTick(field) ? field.checked : null]);
  const key = keyOf(form);
  localStorage.setItem(placeOf(form), JSON.stringify({ at: Date.now(), key: key ? key.value : "", texts }));
  sayKept(form);
};

const isOver = (kept) => Date.now() - kept.at > DAY || (kept.key && kept.key === done());

const forgetWhatIsOver = () => {
  for (const place of Object.keys(localStorage).filter((each) => each.startsWith("samspel:"))) {
    if (isOver(JSON.parse(localStorage.getItem(place)))) localStorage.removeItem(place);
  }
};

const restore = (form) => {
  const kept = JSON.parse(localStorage.getItem(placeOf(form)) || "null");
  if (!kept) return;
  const empty = fieldsOf(form).filter((field) => isUntouched(form, field));
  let restored = false;
  for (const [name, value, ticked] of kept.texts) {
    const field = empty.find((each) => each.name === name && (ticked === null || each.value === value));
    if (!field || (ticked === null ? value === "" : !ticked)) continue;
    if (ticked === null) field.value = value;
    else field.checked = true;
    restored = true;
  }
  if (!restored) return;
  if (kept.key && keyOf(form)) keyOf(form).value = kept.key;
  sayKept(form);
};

forgetWhatIsOver();
for (const form of document.querySelectorAll("form[data-keep]")) {
  restore(form);
  form.addEventListener("input", () => keep(form));
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
