// Everything works without this file; with it, one who answers many needs no mouse. Single keys can be turned off in
// the help (?), do nothing while somebody writes in a field or holds Ctrl, Alt or Meta, and the choice stays here.
"use strict";

const PLACE = "samspel-keys";
const WRITES = "input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]";

const areOn = () => localStorage.getItem(PLACE) !== '"off"';
const links = () => [...document.querySelectorAll("[data-keys] tr th a")];
const at = () => links().findIndex((link) => link.closest("tr").contains(document.activeElement));

const move = (step) => {
  const all = links();
  const next = all[Math.min(Math.max(at() + step, 0), all.length - 1)];
  if (next) next.focus();
};

const here = () => links()[at()];
const press = (what) => {
  const found = document.querySelector(what);
  if (found) found.click();
};
const focus = (...places) => {
  const found = places.map((what) => document.querySelector(what)).find(Boolean);
  for (let box = found && found.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  if (found) found.focus();
};

const DO = {
  j: () => move(1),
  k: () => move(-1),
  o: () => here() && here().click(),
  x: () => here() && here().closest("tr").querySelector("input[type=checkbox]")?.click(),
  a: () => focus("#answer textarea", "form textarea[name=text]"),
  n: () => press("[data-next]"),
  u: () => press("[data-up]"),
  "/": () => focus(".filtering input[type=search]", "input[type=search]"),
  "?": () => press('button[popovertarget="keys"]'),
};
// Arrows scroll a page, so they move only where the focus is in the list already.
const ARROWS = { ArrowDown: () => move(1), ArrowUp: () => move(-1) };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (!areOn() || event.target.closest(WRITES) || event.target.closest("dialog")) return;
  const act = DO[event.key] || (at() >= 0 && ARROWS[event.key]);
  if (!act) return;
  event.preventDefault();
  act();
});

for (const box of document.querySelectorAll("[data-keys-on]")) {
  box.closest("[data-keys-choice]").hidden = false;
  box.checked = areOn();
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(PLACE);
    else localStorage.setItem(PLACE, '"off"');
  });
}
