// Everything works without this file; with it, three things are smoother.
"use strict";

// 1. htmx sends the token that the page's forms carry.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});

// 2. What is typed in a form marked data-keep="name" stays on the device until the server has answered with another page:
//    a lost connection loses no text. Contact details are not kept (data-forget on the field).
const keeps = "input:not([type=hidden],[type=password],[type=file],[type=search]):not([data-forget]),textarea:not([data-forget]),select:not([data-forget])";
const prefix = "samspel:";

const fieldsOf = (form) => Array.from(form.querySelectorAll(keeps)).filter((field) => field.name);
const isTick = (field) => field.type === "checkbox" || field.type === "radio";

const keep = (form) => {
  const texts = fieldsOf(form).map((field) => [field.name, field.value, isTick(field) ? field.checked : null]);
  localStorage.setItem(prefix + form.dataset.keep, JSON.stringify({ at: Date.now(), texts }));
  say(form);
};

const say = (form) => {
  const line = form.querySelector("[data-kept]");
  if (line) line.hidden = false;
};

const restore = (form) => {
  const kept = JSON.parse(localStorage.getItem(prefix + form.dataset.keep) || "null");
  if (!kept || form.dataset.answered !== undefined || Date.now() - kept.at > 24 * 3600 * 1000) return;
  for (const field of fieldsOf(form)) {
    const row = kept.texts.find(([name, value, ticked]) => name === field.name && (ticked === null || value === field.value));
    if (!row) continue;
    if (row[2] === null) field.value = row[1];
    else field.checked = row[2];
  }
  say(form);
};

for (const form of document.querySelectorAll("form[data-keep]")) {
  restore(form);
  form.addEventListener("input", () => keep(form));
  form.addEventListener("submit", () => sessionStorage.setItem(prefix + "sent", form.dataset.keep));
}
const sent = sessionStorage.getItem(prefix + "sent");
if (sent && !document.querySelector(`form[data-keep="${CSS.escape(sent)}"]`)) {
  localStorage.removeItem(prefix + sent);
  sessionStorage.removeItem(prefix + "sent");
}

// 3. A dialog that a button opens becomes modal: what is behind cannot be reached by mistake.
for (const dialog of document.querySelectorAll("dialog[popover]")) {
  dialog.removeAttribute("popover");
  for (const button of document.querySelectorAll(`button[popovertarget="${CSS.escape(dialog.id)}"]`)) {
    const hides = button.getAttribute("popovertargetaction") === "hide";
    button.addEventListener("click", () => (hides ? dialog.close() : dialog.showModal()));
  }
}
