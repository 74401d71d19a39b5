{% load static %}// The service worker of observations: the page that tells opens without a network, and what was told is sent when
// there is one, also when the page has been closed (where the browser wakes the worker for that).
"use strict";
importScripts("{% static "observations/queue.js" %}");

const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const kept = async (request) => {
  const cache = await caches.open(samspelQueue.PAGES);
  return cache.match(request, { ignoreSearch: request.mode === "navigate", ignoreVary: true });
};

// A line that hardly carries is as bad as none: a page that is kept is not waited for longer than that.
const late = (what) => new Promise((done) => setTimeout(() => done(what), PATIENCE));

const freshOr = async (request) => {
  const instead = await kept(request);
  if (!instead) return fetch(request);
  try {
    return await Promise.race([fetch(request), late(instead)]);
  } catch {
    return instead;
  }
};

// Files have other names when they have changed.
const keptOr = async (request) => (await kept(request)) || fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(keptOr(request));
  else if (request.mode === "navigate" || pathname.startsWith("/maps/")) event.respondWith(freshOr(request));
});

self.addEventListener("sync", (event) => {
  const send = async () => {
    const found = await samspelQueue.send();
    for (const page of await self.clients.matchAll()) page.postMessage(found);
    if (found.state === "waits") throw new Error("no network yet");
  };
  event.waitUntil(send());
});
