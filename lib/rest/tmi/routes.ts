import type { Handler } from "./asked";
import * as diagrams from "./diagrams";
import * as info from "./info";
import * as lists from "./lists";
import * as me from "./me";
import * as models from "./models";
import * as oauth from "./oauth";
import * as sessions from "./sessions";

/**
 * What a route asks of a request before its handler sees it. `anyone`: no sign-in needed. `body`: which kinds are read; a route that
 * names none ignores whatever is sent, as old clients send `{}` anywhere. `page`: a browser is led on, so any Accept will do. `drawing`: it
 * asks what is being drawn, and asks it often.
 */
export type Route = { handle: Handler; anyone?: true; body?: readonly BodyKind[]; page?: true; drawing?: true };
export type BodyKind = "json" | "patch" | "form";

const JSON_ONLY: readonly BodyKind[] = ["json"];
const JSON_OR_PATCH: readonly BodyKind[] = ["json", "patch"];
const JSON_OR_FORM: readonly BodyKind[] = ["json", "form"];

const MODEL = "/threat_models/{threat_model_id}";
const DIAGRAM = `${MODEL}/diagrams/{diagram_id}`;

/** The one table of TMI's addresses (tmi.md 2, 3); `{name}` is a variable part. */
export const table: Record<string, Record<string, Route>> = {
  "/": { GET: { handle: info.root, anyone: true } },
  "/config": { GET: { handle: info.clientConfig, anyone: true } },
  "/api/server-info": { GET: { handle: info.serverInfo, anyone: true } },
  "/oauth2/providers": { GET: { handle: oauth.providers, anyone: true } },
  "/saml/providers": { GET: { handle: oauth.samlProviders, anyone: true } },
  "/oauth2/authorize": { GET: { handle: oauth.authorize, anyone: true, page: true } },
  "/oauth2/token": { POST: { handle: oauth.token, anyone: true, body: JSON_OR_FORM } },
  "/oauth2/refresh": { POST: { handle: oauth.refresh, anyone: true, body: JSON_OR_FORM } },
  "/oauth2/revoke": { POST: { handle: oauth.revoke, anyone: true, body: JSON_OR_FORM } },
  "/oauth2/userinfo": { GET: { handle: me.userinfo } },
  "/me": { GET: { handle: me.whoAmI } },
  "/users/me": { GET: { handle: me.whoAmI } },
  "/me/logout": { POST: { handle: me.logout } },
  "/me/preferences": {
    GET: { handle: me.preferences },
    POST: { handle: me.addPreferences, body: JSON_ONLY },
    PUT: { handle: me.setPreferences, body: JSON_ONLY },
  },
  "/threat_models": { GET: { handle: models.listModels }, POST: { handle: models.createModel, body: JSON_ONLY } },
  [MODEL]: {
    GET: { handle: models.readModel },
    PUT: { handle: models.putModel, body: JSON_ONLY },
    PATCH: { handle: models.patchModel, body: JSON_OR_PATCH },
    DELETE: { handle: models.deleteModel },
  },
  [`${MODEL}/diagrams`]: { GET: { handle: diagrams.list }, POST: { handle: diagrams.create, body: JSON_ONLY } },
  [DIAGRAM]: {
    GET: { handle: diagrams.read },
    PUT: { handle: diagrams.put, body: JSON_ONLY },
    PATCH: { handle: diagrams.patch, body: JSON_OR_PATCH },
    DELETE: { handle: diagrams.remove },
  },
  [`${DIAGRAM}/collaborate`]: {
    GET: { handle: sessions.read, drawing: true },
    POST: { handle: sessions.start },
    DELETE: { handle: sessions.end },
  },
  [`${DIAGRAM}/ws`]: { GET: { handle: sessions.socket, anyone: true } },
  "/collaboration/sessions": { GET: { handle: sessions.list } },
  "/me/sessions": { GET: { handle: sessions.list } },
  "/ws/ticket": { GET: { handle: sessions.ticket } },
  ...lists.empty,
  ...Object.fromEntries(
    ["threats", "documents", "assets", "repositories", "notes"].map((name) => [
      `${MODEL}/${name}`,
      { GET: { handle: diagrams.nothingOf(name) } },
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
