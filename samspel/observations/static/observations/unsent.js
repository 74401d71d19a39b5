// Before signing out: how many of one's own observations this device keeps. The page that tells, which is one's own too,
// is not kept for the next one.
"use strict";

const notice = document.querySelector("[data-unsent]");

const count = async () => {
  const marks = notice.dataset.unsent.split(" ");
  const mine = (await samspelQueue.all()).filter((told) => marks.includes(told.whose)).length;
  const draft = localStorage.getItem(`samspel:${marks[0]}:observation`) ? 1 : 0;
  notice.querySelector("[data-unsent-count]").textContent = mine + draft;
  notice.hidden = mine + draft === 0;
};

if (notice && window.indexedDB && window.isSecureContext) {
  count();
  notice
    .closest("main")
    .querySelector("form[method=post]")
    .addEventListener("submit", () => caches.delete(samspelQueue.PAGES));
}
