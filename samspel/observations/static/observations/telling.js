// The page that tells works without this file. With it, what is told is first kept on the device and then sent, so that
// no bad line can lose it; and the page opens without a network.
"use strict";

const AGAIN = 20000;
const STAYS = ["area", "place", "place_text", "lat", "lon", "stretch", "when", "day", "starts", "ends", "whose"];

const start = (form) => {
  const says = (what) => form.dataset[`says${what}`];
  const status = document.querySelector("[data-told]");
  const section = document.querySelector("[data-waiting]");
  const { page, ready, worker, signIn } = form.dataset;
  const { whose } = Object.fromEntries(new FormData(form));
  const place = `samspel:${whose}:${form.dataset.keep}`;
  const marks = form.dataset.mine.split(" ");
  const field = (name) => form.elements.namedItem(name);

  // ---------- The page and what it is made of, kept for when there is no network

  const keepPage = async () => {
    await navigator.serviceWorker.register(worker);
    const cache = await caches.open(samspelQueue.PAGES);
    const fresh = await fetch(page, { headers: { Accept: "text/html" } });
    if (!fresh.ok || fresh.redirected) return;
    await cache.put(page, fresh);
    const pin = form.querySelector("[data-pin]");
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    const files = [...loaded, ...(pin ? [pin.dataset.leaflet, pin.dataset.style, pin.dataset.areas] : [])];
    const ours = files.map((file) => new URL(file, location)).filter((file) => file.origin === location.origin);
    const wanted = ours.filter((file) => file.pathname.startsWith("/static/") || file.pathname.startsWith("/maps/areas"));
    await Promise.all(
      [...new Set(wanted.map(String))].map(async (file) => (await cache.match(file)) || cache.add(file)),
    );
    await navigator.serviceWorker.ready;
    form.dataset.opens = "anywhere";
  };

  // ---------- When

  const called = () => {
    const span = form.elements.namedItem("when").value === "span";
    form.querySelector(`label[for="${field("starts").id}"]`).textContent = says(span ? "From" : "Time");
  };
  for (const way of form.querySelectorAll('[name="when"]')) way.addEventListener("change", called);

  // ---------- What waits

  const label = (told) => {
    const said = Object.fromEntries(told.fields.filter(([, value]) => typeof value === "string"));
    const word = (name) => {
      const found = form.querySelector(`[name="${name}"][value="${CSS.escape(said[name] || "")}"]`);
      return found && found.closest("label").querySelector("span").firstChild.textContent.trim();
    };
    const area = field("area").querySelector(`option[value="${CSS.escape(said.area || "")}"]`);
    const where = said.place_text || (said.area && area && area.textContent);
    const at = new Date(told.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    return [word("kind"), where, says("At").replace("{time}", document.documentElement.lang === "sv" ? at.replace(":", ".") : at)].filter(Boolean).join(", ");
  };

  const opener = (told) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = says("Open");
    button.addEventListener("click", () => fill(told));
    return button;
  };

  const line = (told) => {
    const item = document.createElement("li");
    item.append(label(told));
    if (told.wrong) item.append(". ", says("Wrong"), " ", opener(told));
    return item;
  };

  let waited = false;

  // Shows what the device keeps; whether something of one's own waits to be sent.
  const list = async () => {
    const all = await samspelQueue.all();
    const mine = all.filter((told) => marks.includes(told.whose));
    section.hidden = all.length === 0;
    section.querySelector("[data-waiting-list]").replaceChildren(...mine.map(line));
    section.querySelector("[data-waiting-others]").hidden = mine.length === all.length;
    const waits = mine.some((told) => !told.wrong);
    waited ||= waits;
    return waits;
  };

  const say = (text, link) => {
    status.textContent = text;
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.href = link;
    anchor.textContent = says("SignInLink");
    status.append(" ", anchor);
  };

  // ---------- The form: a new key for what is new; filled with what must be put right

  const newKey = () => {
    field("key").value = crypto.randomUUID().replaceAll("-", "");
  };

  const anew = () => {
    const stays = STAYS.map((name) => [name, field(name).value]);
    form.reset();
    for (const [name, value] of stays) field(name).value = value;
    localStorage.removeItem(place);
    newKey();
  };

  const fill = async (told) => {
    if (!navigator.onLine) return;
    form.reset();
    for (const [name, value] of told.fields) {
      const target = form.elements.namedItem(name);
      if (!target) continue;
      if (value instanceof File) {
        const files = new DataTransfer();
        files.items.add(value);
        target.files = files.files;
      } else if (target.type === "checkbox") target.checked = true;
      else target.value = value;
    }
    // Kept as a draft too, should the line break now.
    form.dispatchEvent(new Event("input"));
    await samspelQueue.drop(told.key);
    await list();
    form.dataset.plain = "yes";
    form.requestSubmit();
  };

  const hasWhere = () => ["area", "place", "place_text", "lat", "stretch"].some((name) => field(name).value.trim());

  // ---------- Sending

  // The page, or the worker, has tried to send.
  const settle = async ({ state, wrong }) => {
    if (await list()) {
      if (state === "signin") say(says("SignIn"), signIn);
      else say(says("Kept"));
    } else if (waited) {
      waited = false;
      say(says(wrong.length ? "Wrong" : "Sent"));
    }
  };

  const again = async () => {
    const waiting = (await samspelQueue.all()).some((told) => !told.wrong);
    if (waiting && navigator.onLine) await settle(await samspelQueue.send());
  };

  const wake = async () => {
    const registered = await navigator.serviceWorker.getRegistration(page);
    await registered?.sync?.register(samspelQueue.PAGES).catch(() => undefined);
  };

  const keep = async (submitter) => {
    field("written_at").value = new Date().toISOString();
    const fields = [...new FormData(form, submitter)].filter(
      ([name, value]) => name !== "csrfmiddlewaretoken" && !(value instanceof File && value.size === 0),
    );
    const told = { key: field("key").value, whose, at: Date.now(), page, ready, fields };
    await samspelQueue.put(told);
    return told;
  };

  const tell = async (submitter) => {
    const told = await keep(submitter);
    waited = true;
    say(says("Sending"));
    const found = navigator.onLine ? await samspelQueue.send() : { state: "waits", sent: {}, wrong: [] };
    if (found.sent[told.key]) {
      localStorage.removeItem(place);
      location.assign(found.sent[told.key]);
      return;
    }
    if (found.wrong.includes(told.key)) {
      // The page says what is wrong, with what was typed in its place.
      await samspelQueue.drop(told.key);
      form.dataset.plain = "yes";
      form.requestSubmit(submitter);
      return;
    }
    anew();
    await settle(found);
    await wake();
    section.scrollIntoView({ block: "center" });
  };

  form.addEventListener("submit", (event) => {
    if (form.dataset.plain) return;
    event.preventDefault();
    if (hasWhere()) tell(event.submitter);
    else {
      say(says("Where"));
      field("area").focus();
    }
  });
  addEventListener("online", again);
  navigator.serviceWorker.addEventListener("message", ({ data }) => settle(data));
  setInterval(again, AGAIN);

  const draft = JSON.parse(localStorage.getItem(place) || "null");
  // A page that is kept has an old key: what is new needs a new one.
  if (!("answered" in form.dataset) && !(draft && draft.key === field("key").value)) newKey();
  list().then(again);
  keepPage().catch(() => undefined);
};

const form = document.querySelector("form[data-tell]");
if (form && window.isSecureContext && window.indexedDB && navigator.serviceWorker && navigator.locks) start(form);
