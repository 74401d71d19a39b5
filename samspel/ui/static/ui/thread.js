// The arrow keys walk along the thread: left and right to what is tied, up and down within the column.
"use strict";

const SIDES = { ArrowLeft: "before", ArrowRight: "after" };

function tied(link, side) {
  const numbers = (link.dataset[side] || "").split(" ").filter(Boolean);
  return numbers.map((number) => document.getElementById(`knot-${number}`)).find(Boolean);
}

function inColumn(link, way) {
  const links = [...link.closest(".stop").querySelectorAll('a[id^="knot-"]')];
  return links[links.indexOf(link) + way];
}

for (const thread of document.querySelectorAll("[data-thread]")) {
  thread.addEventListener("keydown", (event) => {
    const link = event.target.closest('a[id^="knot-"]');
    if (!link || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const to = way ? inColumn(link, way) : SIDES[event.key] && tied(link, SIDES[event.key]);
    if (!to) return;
    event.preventDefault();
    to.focus();
  });
}
for (const told of document.querySelectorAll("[data-thread-keys]")) told.hidden = false;
