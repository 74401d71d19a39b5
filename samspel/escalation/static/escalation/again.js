// The page is fetched again every thirty seconds, while it is seen; without this file there is a button for it.
"use strict";
setInterval(async () => {
  const main = document.querySelector("main");
  if (document.hidden || main.querySelector(":focus")) return;
  try {
    const answer = await fetch(location.href);
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    main.replaceChildren(...page.querySelector("main").childNodes);
    document.title = page.title;
  } catch {
    // No line just now: the next try is soon enough.
  }
}, 30000);
