// Passkeys need the browser's own words with the device, and so this file; without it there are password and codes.
"use strict";

const parse = (text) => window.webauthnJSON && JSON.parse(text);

const asked = async (form) => {
  if (form.dataset.options) return parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).request_options;
};

const shown = async (form) => {
  const options = await asked(form);
  const { create, get } = window.webauthnJSON;
  const credential = form.dataset.passkey === "create" ? await create(options) : await get(options);
  form.elements.namedItem("credential").value = JSON.stringify(credential);
  form.submit();
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential || !window.webauthnJSON) continue;
  form.hidden = false;
  const told = form.querySelector("[role=status]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    told.textContent = "";
    shown(form).catch(() => {
      told.textContent = told.dataset.failed;
    });
  });
  for (const line of document.querySelectorAll("[data-without-passkeys]")) line.hidden = true;
}
