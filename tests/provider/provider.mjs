// A real OpenID Connect provider on loopback, for the tests: `node provider.mjs <callback address>`.
// It prints its address, and is told over /control who there is, what they are members of, and to change its keys.
import { generateKeyPair, exportJWK } from "jose";
import { createServer } from "node:http";
import Provider from "oidc-provider";
import { createMemoryAdapter } from "oidc-provider/lib/adapters/memory_adapter.js";

const callbacks = [process.argv[2]];
// One memory for all keys that follow each other: who is signed in stays so.
const memory = createMemoryAdapter();
const people = new Map();
const caught = [];
let published = null;
let current;

const account = (sub) => {
  const found = people.get(sub);
  if (!found || found.disabled) return undefined;
  return { accountId: sub, claims: () => ({ sub, ...found.claims }) };
};

const key = async () => {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), use: "sig", alg: "RS256", kid: crypto.randomUUID() };
};

const configured = (issuer, keys) => ({
  clients: [
    {
      client_id: "samspel",
      client_secret: "a-secret-of-the-tests-alone",
      redirect_uris: callbacks,
      grant_types: ["authorization_code", "refresh_token"],
      backchannel_logout_uri: `${issuer}/caught`,
      backchannel_logout_session_required: true,
    },
  ],
  adapter: memory,
  jwks: { keys },
  cookies: { keys: ["of the tests"] },
  claims: {
    openid: ["sub", "acr", "amr"],
    profile: ["name", "preferred_username", "groups", "realm_access"],
    email: ["email", "email_verified"],
  },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
  fetch: (url, options) => {
    caught.push(new URLSearchParams(options.body).get("logout_token"));
    return new Response(null, { status: 200 });
  },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (ctx, sub) => account(sub),
  issueRefreshToken: (ctx, client) => client.grantTypeAllowed("refresh_token") && !people.get("")?.sparing,
  rotateRefreshToken: true,
  // Everything is consented to: a municipality's own provider asks nobody.
  loadExistingGrant: async (ctx) => {
    const { provider, client, session } = ctx.oidc;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid profile email offline_access");
    await grant.save();
    return grant;
  },
  ttl: { AccessToken: 300, IdToken: 300, RefreshToken: 86400, Session: 86400, Grant: 86400, Interaction: 600 },
});

const body = async (request) => {
  let text = "";
  for await (const part of request) text += part;
  return text;
};

const control = async (request, issuer) => {
  const told = JSON.parse((await body(request)) || "{}");
  for (const [sub, person] of Object.entries(told.people ?? {})) people.set(sub, { ...people.get(sub), ...person });
  if (told.callback && !callbacks.includes(told.callback)) callbacks.push(told.callback);
  if (told.rotate || told.callback) current = new Provider(issuer, configured(issuer, [await key()]));
  // Publishes keys that it does not sign with: what it says can then not be believed.
  if (told.hide !== undefined) published = told.hide ? { keys: [{ ...(await key()), d: undefined }] } : null;
  if (told.logout) {
    const client = await current.Client.find("samspel");
    await client.backchannelLogout(told.logout, told.sid);
  }
  return { caught: caught.splice(0) };
};

const PAGE = (uid) => `<!doctype html><html lang="sv"><title>Kommunens inloggning</title><main><h1>Kommunens inloggning</h1>
<form method="post" action="/interaction/${uid}"><label>Namn <input name="login"></label><button>Logga in</button></form></main>`;

const interaction = async (request, response) => {
  if (request.method === "GET") {
    const { uid } = await current.interactionDetails(request, response);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE(uid));
    return;
  }
  const sub = new URLSearchParams(await body(request)).get("login");
  const result = account(sub)
    ? { login: { accountId: sub, amr: people.get(sub).amr, acr: people.get(sub).acr } }
    : { error: "access_denied", error_description: "no such person" };
  await current.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
};

const server = createServer(async (request, response) => {
  const issuer = `http://localhost:${server.address().port}`;
  const json = (value) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
  try {
    if (request.url === "/control") return json(await control(request, issuer));
    if (request.url.startsWith("/interaction/")) return await interaction(request, response);
    if (request.url === "/jwks" && published) return json(published);
    return current.callback()(request, response);
  } catch (fault) {
    response.writeHead(500).end(String(fault.stack));
  }
});

server.listen(0, "localhost", async () => {
  const issuer = `http://localhost:${server.address().port}`;
  current = new Provider(issuer, configured(issuer, [await key()]));
  console.log(issuer);
});
