// The page is fetched again every thirty seconds, while it is seen; without this file there is a link for it.
"use strict";
const part = document.getElementById("now");
setInterval(async () => {
  if (document.hidden || part.contains(document.activeElement)) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["now", "fetched"]) {
      document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
    }
    document.title = page.title;
  } catch {
    // No line just now: the next try is soon enough.
  }
}, part.dataset.again * 1000);
