// What is told on a device and not yet sent: kept in the browser's own database, each under its key, with who told it.
// It is sent in the order in which it was told, by one page or worker at a time, with the key that it was told with, so
// that it is done once however often it is sent. What another has told waits until they sign in.
"use strict";

const samspelQueue = (() => {
  const PAGES = "samspel-observations";
  const STORE = "told";
  const PATIENCE = 60000;

  const asked = (request) =>
    new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });

  const open = () => {
    const request = indexedDB.open(PAGES, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    return asked(request);
  };

  const within = async (mode, act) => {
    const base = await open();
    try {
      return await asked(act(base.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      base.close();
    }
  };

  const all = async () => (await within("readonly", (store) => store.getAll())).sort((one, other) => one.at - other.at);
  const put = (told) => within("readwrite", (store) => store.put(told));
  const drop = (key) => within("readwrite", (store) => store.delete(key));

  const json = async (address, options = {}) => {
    const headers = { Accept: "application/json", ...options.headers };
    const answer = await fetch(address, { ...options, headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    return { status: answer.status, content: isJson ? await answer.json() : null };
  };

  const sendOne = async (told, token) => {
    const body = new FormData();
    for (const [name, value] of told.fields) body.append(name, value);
    const answer = await json(told.page, { method: "POST", body, headers: { "X-CSRFToken": token } });
    if (answer.status === 201) {
      await drop(told.key);
      return { state: "sent", to: answer.content.to };
    }
    if (answer.status === 422) {
      await put({ ...told, wrong: true });
      return { state: "wrong" };
    }
    return { state: answer.status >= 500 || answer.status === 429 ? "waits" : "signin" };
  };

  const sendAll = async () => {
    const found = { state: "nothing", sent: {}, wrong: [] };
    const waiting = (await all()).filter((told) => !told.wrong);
    if (!waiting.length) return found;
    const ready = await json(waiting[0].ready);
    // Who is not signed in is led to the page where one does, which has an answer of its own.
    if (!ready.content?.whose) return { ...found, state: ready.status >= 500 ? "waits" : "signin" };
    const mine = [ready.content.whose, ...ready.content.before];
    for (const told of waiting.filter((one) => mine.includes(one.whose))) {
      const { state, to } = await sendOne(told, ready.content.token);
      if (state === "sent") found.sent[told.key] = to;
      else if (state === "wrong") found.wrong.push(told.key);
      else return { ...found, state };
    }
    return { ...found, state: "done" };
  };

  // What came of it: done, nothing, waits (no network), or signin; and what was sent, and what must be put right.
  const send = () =>
    navigator.locks.request(PAGES, async () => {
      try {
        return await sendAll();
      } catch {
        return { state: "waits", sent: {}, wrong: [] };
      }
    });

  return { PAGES, all, put, drop, send };
})();
