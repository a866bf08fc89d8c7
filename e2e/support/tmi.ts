import { createHash, randomBytes } from "node:crypto";
import { expect } from "vitest";
import { dryRunShape } from "../../lib/operations/wire/preview";
import { answer } from "../../lib/rest/mount";
import { findRoutes } from "../../lib/rest/tmi/routes";
import { EDITORS_CELLS, faultsOf } from "./tmi-schema";

export type TmiAnswer = {
  status: number;
  headers: Record<string, string>;
  cookies: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: what it may hold is judged by the published schema
  body: any;
};
export type Profile = "1.0.0" | "1.8";

type Sent = {
  token?: string | undefined;
  profile?: Profile;
  json?: unknown;
  form?: Record<string, string>;
  body?: string | Buffer;
  headers?: Record<string, string>;
  /** The cells are those of a real editor, which go beyond what the document declares. */
  editorsCells?: true;
};

/**
 * One call of TMI's family, `"GET /me"`, as a client of this profile sends it. Whatever comes back is held against the published
 * document of its version.
 */
export async function tmi(asked: string, sent: Sent = {}): Promise<TmiAnswer> {
  const [method = "", url = ""] = asked.split(" ");
  const { token, profile = "1.8", json, form } = sent;
  const headers: Record<string, string> = {
    accept: "application/json",
    host: "localhost:8080",
    ...(profile === "1.0.0" ? { "user-agent": "Swagger-Codegen/1.0.0/python" } : {}),
    ...(json !== undefined ? { "content-type": "application/json" } : {}),
    ...(form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...sent.headers,
  };
  const text = sent.body ?? (json !== undefined ? JSON.stringify(json) : form ? String(new URLSearchParams(form)) : "");
  const got = (await answer({ method, url, headers, body: Buffer.from(text as string), ip: "127.0.0.1" }))!;
  const said = String(got.body);
  const body = said === "" ? undefined : JSON.parse(said);
  // Our own extension, which the published documents do not know.
  if (got.status === 200 && /[?&]dryRun=(true|1)(&|$)/.test(url)) {
    dryRunShape.parse(body);
    return { status: got.status, headers: got.headers, cookies: [], body };
  }
  const faults = faultsOf(method, url, headers, got.status, body);
  expect(
    sent.editorsCells ? faults.filter((fault) => !EDITORS_CELLS.test(fault)) : faults,
    `${asked} as ${profile}: ${got.status} ${said.slice(0, 300)}`,
  ).toEqual([]);
  if (got.status < 400) expect(described(url, method), asked).toContain(got.status);
  return { status: got.status, headers: got.headers, cookies: got.cookies ?? [], body };
}

/** What /openapi.json says that this may answer where nothing is wrong. */
function described(url: string, method: string): readonly number[] {
  if (method === "OPTIONS") return [204];
  const { methods } = findRoutes(url.split("?", 1)[0]!.replace(/^\/v1(?=\/|$)/, ""))!;
  return methods[method === "HEAD" ? "GET" : method]!.ok ?? [200];
}

/** PKCE as a client does it. */
export function pkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

export const CALLBACK = "http://localhost:4200/oauth2/callback";

/** In the demo: who this hint names, as the tokens of a program. */
export async function enterAs(hint: string, profile: Profile = "1.8"): Promise<{ access: string; refresh: string }> {
  const asked = new URLSearchParams({
    idp: "tmi",
    client_callback: CALLBACK,
    state: "s",
    scope: "openid",
    login_hint: hint,
  });
  const led = await tmi(`GET /oauth2/authorize?${asked}`, { profile });
  const code = new URL(led.headers.location!).searchParams.get("code")!;
  const { body } = await tmi("POST /oauth2/token?idp=tmi", {
    profile,
    json: { grant_type: "authorization_code", code, redirect_uri: CALLBACK },
  });
  return { access: body.access_token, refresh: body.refresh_token };
}
