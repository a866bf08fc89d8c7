import { LARGEST_DIAGRAM } from "../../gate.mjs";
import * as diagrams from "./diagrams";
import * as info from "./info";
import * as lists from "./lists";
import * as me from "./me";
import * as models from "./models";
import * as oauth from "./oauth";
import type { BodyKind, Route } from "./route";
import * as sessions from "./sessions";
import { MANY, NARROWING } from "./sought";

const JSON_ONLY: readonly BodyKind[] = ["json"];
const JSON_OR_PATCH: readonly BodyKind[] = ["json", "patch"];
const JSON_OR_FORM: readonly BodyKind[] = ["json", "form"];

const CREATED = [201] as const;
const NOTHING = [204] as const;
const AUTHORIZE =
  "idp client_callback redirect_uri response_type scope state code_challenge code_challenge_method login_hint".split(
    " ",
  );
const PAGE = ["limit", "offset"] as const;

const MODEL = "/threat_models/{threat_model_id}";
const DIAGRAM = `${MODEL}/diagrams/{diagram_id}`;

/** The one table of TMI's addresses (tmi.md 2, 3); `{name}` is a variable part. */
export const table: Record<string, Record<string, Route>> = {
  "/": { GET: { says: "Tell which house answers, to whoever asks it as a program.", answer: info.root, anyone: true } },
  "/config": {
    GET: { says: "Tell a front end what there is, before it knows anybody.", answer: info.clientConfig, anyone: true },
  },
  "/api/server-info": { GET: { says: "Tell where the sockets are.", answer: info.serverInfo, anyone: true } },
  "/.well-known/oauth-authorization-server": {
    GET: { says: "Tell where and how programs sign in (RFC 8414).", answer: oauth.metadata, anyone: true },
  },
  "/.well-known/oauth-protected-resource": {
    GET: { says: "Tell who signs in for this API (RFC 9728).", answer: oauth.resource, anyone: true },
  },
  "/oauth2/providers": { GET: { says: "List the ways to sign in.", answer: oauth.providers, anyone: true } },
  "/saml/providers": {
    GET: { says: "List the ways to sign in by SAML: there are none.", answer: oauth.samlProviders, anyone: true },
  },
  "/oauth2/authorize": {
    GET: {
      says: "Lead a browser to the page where its person agrees, and back with a code.",
      ok: [302],
      query: AUTHORIZE,
      answer: oauth.authorize,
      anyone: true,
      page: true,
    },
  },
  "/oauth2/token": {
    POST: {
      says: "Exchange a code or a refresh token for tokens.",
      answer: oauth.token,
      anyone: true,
      body: JSON_OR_FORM,
    },
  },
  "/oauth2/refresh": {
    POST: {
      says: "Exchange a refresh token, or its cookie, for new tokens.",
      answer: oauth.refresh,
      anyone: true,
      body: JSON_OR_FORM,
    },
  },
  "/oauth2/revoke": {
    POST: {
      says: "End a sign-in by either of its tokens.",
      ok: [200, 204],
      answer: oauth.revoke,
      anyone: true,
      body: JSON_OR_FORM,
    },
  },
  "/oauth2/userinfo": { GET: { says: "Tell who the caller is, as OpenID Connect puts it.", answer: me.userinfo } },
  "/me": { GET: { says: "Tell who the caller is.", answer: me.whoAmI } },
  "/users/me": { GET: { says: "Tell who the caller is, to clients of 1.0.0.", answer: me.whoAmI } },
  "/me/logout": { POST: { says: "End the sign-in that asks.", ok: NOTHING, answer: me.logout } },
  "/me/preferences": {
    GET: { says: "Tell what a client keeps for the caller.", answer: me.preferences },
    POST: {
      says: "Keep something for the caller.",
      ok: CREATED,
      tries: true,
      answer: me.addPreferences,
      body: JSON_ONLY,
    },
    PUT: { says: "Keep something else for the caller.", tries: true, answer: me.setPreferences, body: JSON_ONLY },
  },
  "/threat_models": {
    GET: {
      says: "List the threat models one has a role on.",
      query: [...PAGE, ...NARROWING],
      many: MANY,
      answer: models.listModels,
    },
    POST: {
      says: "Make a threat model in one's own account.",
      ok: CREATED,
      tries: true,
      answer: models.createModel,
      body: JSON_ONLY,
    },
  },
  [MODEL]: {
    GET: { says: "Tell about one threat model, with its diagrams whole.", answer: models.readModel },
    PUT: { says: "Put what one writes of a threat model anew.", tries: true, answer: models.putModel, body: JSON_ONLY },
    PATCH: { says: "Patch a threat model (RFC 6902).", tries: true, answer: models.patchModel, body: JSON_OR_PATCH },
    DELETE: {
      says: "Delete a threat model, unless somebody is drawing on it.",
      ok: NOTHING,
      tries: true,
      answer: models.deleteModel,
    },
  },
  [`${MODEL}/diagrams`]: {
    GET: { says: "List the diagrams of a threat model.", query: PAGE, answer: diagrams.list },
    POST: { says: "Make an empty diagram.", ok: CREATED, tries: true, answer: diagrams.create, body: JSON_ONLY },
  },
  [DIAGRAM]: {
    GET: { says: "Tell about one diagram, with its cells.", answer: diagrams.read },
    PUT: {
      says: "Put a diagram and all its cells anew, unless somebody is drawing on it.",
      largest: LARGEST_DIAGRAM,
      tries: true,
      answer: diagrams.put,
      body: JSON_ONLY,
    },
    PATCH: {
      says: "Patch a diagram (RFC 6902), unless somebody is drawing on it.",
      largest: LARGEST_DIAGRAM,
      tries: true,
      answer: diagrams.patch,
      body: JSON_OR_PATCH,
    },
    DELETE: {
      says: "Delete a diagram, unless somebody is drawing on it.",
      ok: NOTHING,
      tries: true,
      answer: diagrams.remove,
    },
  },
  [`${DIAGRAM}/collaborate`]: {
    GET: { says: "Tell who is drawing on a diagram together.", answer: sessions.read, drawing: true },
    POST: {
      says: "Begin to draw together. Where people do already, clients of 1.0.0 get 409 and where to join, others 200 and the session.",
      ok: [201, 200],
      tries: true,
      answer: sessions.start,
    },
    DELETE: {
      says: "End the session one hosts; from anybody else it changes nothing.",
      ok: NOTHING,
      tries: true,
      answer: sessions.end,
    },
  },
  [`${DIAGRAM}/ws`]: {
    GET: {
      says: "Take part, by WebSocket: /asyncapi.json tells what is said there.",
      ok: [101],
      answer: sessions.socket,
      anyone: true,
    },
  },
  "/collaboration/sessions": {
    GET: { says: "List the sessions on all diagrams one may read, to clients of 1.0.0.", answer: sessions.list },
  },
  "/me/sessions": { GET: { says: "List the sessions on all diagrams one may read.", answer: sessions.list } },
  "/ws/ticket": {
    GET: {
      says: "Make a ticket that opens one socket into the session named by session_id, once, within half a minute.",
      query: ["session_id"],
      answer: sessions.ticket,
    },
  },
  ...lists.empty,
  ...Object.fromEntries(
    ["threats", "documents", "assets", "repositories", "notes"].map((name) => [
      `${MODEL}/${name}`,
      {
        GET: {
          says: `List the ${name} of a threat model: there are none.`,
          query: PAGE,
          answer: diagrams.nothingOf(name),
        },
      },
    ]),
  ),
};

type Branch = {
  fixed: Map<string, Branch>;
  variable: { name: string; branch: Branch } | null;
  methods: Record<string, Route> | null;
};

const branch = (): Branch => ({ fixed: new Map(), variable: null, methods: null });
const tree = branch();
for (const [path, methods] of Object.entries(table)) {
  let at = tree;
  for (const part of path.split("/").filter(Boolean)) {
    if (part.startsWith("{")) {
      at.variable ??= { name: part.slice(1, -1), branch: branch() };
      at = at.variable.branch;
    } else {
      if (!at.fixed.has(part)) at.fixed.set(part, branch());
      at = at.fixed.get(part)!;
    }
  }
  at.methods = methods;
}

/** The routes of this path by HTTP method, and its variable parts; null where there is nothing. A slash at its end says nothing. */
export function findRoutes(path: string): { methods: Record<string, Route>; params: Record<string, string> } | null {
  const params: Record<string, string> = {};
  let at = tree;
  for (const part of path.split("/")) {
    if (part === "") continue;
    const fixed = at.fixed.get(part);
    if (fixed) {
      at = fixed;
    } else if (at.variable) {
      params[at.variable.name] = part;
      at = at.variable.branch;
    } else {
      return null;
    }
  }
  return at.methods && { methods: at.methods, params };
}

/** The first parts of our paths: below them this door answers whatever comes. `/` and `/api` belong to pages too. */
export const roots: ReadonlySet<string> = new Set([
  "v1",
  ...Object.keys(table)
    .map((path) => path.split("/")[1]!)
    .filter((root) => root !== "" && root !== "api"),
]);
