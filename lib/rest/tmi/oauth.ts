import { isDemo } from "../../demo";
import type { Actor } from "../../domain/actor";
import { Refusal } from "../../domain/refusal";
import { exchange, grantAccess, revokeAccess } from "../../operations/access";
import { perform } from "../../operations/perform";
import { signout } from "../../operations/tokens";
import { sameSecret } from "../../secrets";
import { holderOf, stranger } from "../caller";
import type { PlainAnswer } from "../plain";
import { type Asked, type Handler, json, nothing } from "./asked";
import { type Authorization, callbackWith, readAuthorization } from "./authorization";
import { cookieOf, noCookies, setCookie } from "./cookies";
import { challenge, Declined } from "./declined";
import { demoPerson } from "./demo-person";
import { readFields } from "./fields";
import { originOf } from "./origins";

/** The ways in. Whoever signs in on our page may do so through the providers of that page. */
export const providers: Handler = ({ base, prefix }) => {
  const shown = [...(isDemo() ? [{ id: "tmi", name: "Demo, by name" }] : []), { id: "confer", name: "Confer" }];
  return json({
    providers: shown.map(({ id, name }) => ({
      id,
      name,
      icon: "shield",
      auth_url: `${base}${prefix}/oauth2/authorize?idp=${id}`,
      token_url: `${base}${prefix}/oauth2/token?idp=${id}`,
      redirect_uri: `${base}/oauth2/callback`,
      client_id: "confer",
    })),
  });
};

export const metadata: Handler = ({ base }) =>
  json({
    issuer: base,
    authorization_endpoint: `${base}/oauth2/authorize`,
    token_endpoint: `${base}/oauth2/token`,
    revocation_endpoint: `${base}/oauth2/revoke`,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["none"],
  });

export const resource: Handler = ({ base }) =>
  json({ resource: base, authorization_servers: [base], bearer_methods_supported: ["header"] });

export const samlProviders: Handler = () => json({ providers: [] });

/** Leads a browser to our page, where its person signs in and agrees; in the demo a hint alone is enough for that. */
export const authorize: Handler = async ({ request, query, base }) => {
  const wanted = readAuthorization(query);
  if (wanted.provider === "demo" && wanted.hint) {
    const person = await demoPerson(wanted.hint, request);
    if (person) return lead(await grantOnce(wanted, person));
  }
  return lead(`${base}/authorize?${new URLSearchParams([...query])}`);
};

const lead = (location: string): PlainAnswer => nothing(302, { location });

/** The demo's sign-in was only there to show who it is. */
async function grantOnce(wanted: Authorization, person: Actor): Promise<string> {
  const back = await grantTo(wanted, person);
  await perform(signout, person, {});
  return back;
}

/** The person agrees: where their browser brings the code. */
export async function grantTo(wanted: Authorization, actor: Actor): Promise<string> {
  const { code } = await perform(grantAccess, actor, { callback: wanted.callback, challenge: wanted.challenge });
  return callbackWith(wanted, { code });
}

export const token: Handler = async (asked) => {
  const given = readFields(asked.request);
  const kind = given.get("grant_type") ?? (given.has("code") ? "authorization_code" : "");
  if (kind === "refresh_token") return renew(asked, given.get("refresh_token"));
  if (kind !== "authorization_code") {
    throw new Declined(400, "unsupported_grant_type", "grant_type is authorization_code or refresh_token.");
  }
  const secret = given.get("code");
  if (!secret) throw new Declined(400, "invalid_request", "code is missing.");
  const [callback, verifier] = [given.get("redirect_uri"), given.get("code_verifier")];
  return take(asked, {
    kind: "code",
    secret,
    ...(callback ? { callback } : {}),
    ...(verifier ? { verifier } : {}),
  });
};

/** A browser that says nothing hands in its cookie; then the page must be ours, or a named client's. */
export const refresh: Handler = async (asked) => {
  const given = readFields(asked.request).get("refresh_token");
  const { kind } = originOf(asked.request);
  const cookie = kind === "own" || kind === "client" ? cookieOf(asked.request, "refresh") : undefined;
  try {
    return await renew(asked, given ?? cookie);
  } catch (error) {
    if (!(error instanceof Declined) || error.code !== "invalid_grant") throw error;
    throw new Declined(401, "unauthorized", error.message, challenge(true));
  }
};

function renew(asked: Asked, secret: string | undefined): Promise<PlainAnswer> {
  if (!secret) throw new Declined(400, "invalid_request", "refresh_token is missing.");
  return take(asked, { kind: "refresh", secret });
}

type Handed = { kind: "code" | "refresh"; secret: string; callback?: string; verifier?: string };

async function take({ request, profile }: Asked, handed: Handed): Promise<PlainAnswer> {
  const { tokens } = await perform(exchange, stranger(request), handed).catch(noGrant);
  if (!tokens) throw noGrant();
  const { access, refresh, seconds } = tokens;
  const body = {
    access_token: access,
    refresh_token: refresh,
    token_type: profile === "1.0.0" ? "Bearer" : "bearer",
    expires_in: seconds,
  };
  // A stranger's page must not sign a browser in as somebody else.
  if (originOf(request).kind === "strange") return json(body);
  const cookies = [setCookie("access", access, seconds), setCookie("refresh", refresh, REFRESH_COOKIE)];
  return { ...json(body), cookies };
}

const REFRESH_COOKIE = 30 * 86_400;

function noGrant(error?: unknown): never {
  if (error && !(error instanceof Refusal && error.code === "invalid")) throw error;
  throw new Declined(
    400,
    "invalid_grant",
    "The code or token is unknown, spent or expired, or was made for somebody else.",
  );
}

/** Ends a program's sign-in by either of its tokens; without one, the sign-in that asks. Unknown ones are ended already (RFC 7009). */
export const revoke: Handler = async ({ request, actor, profile }) => {
  const secret = readFields(request).get("token");
  if (secret) await end(secret, request);
  else if (actor.uid !== 0) await perform(signout, actor, {});
  else throw new Declined(401, "unauthorized", "Say which token.", challenge(false));
  const answer = profile === "1.0.0" ? nothing() : json({});
  const worn = cookieOf(request, "access");
  return { ...answer, cookies: secret && !(worn && sameSecret(secret, worn)) ? [] : noCookies() };
};

async function end(secret: string, request: Asked["request"]): Promise<void> {
  const holder = await holderOf(secret, request);
  if (holder?.token)
    throw new Declined(400, "unsupported_token_type", "A personal token is deleted on the page Tokens.");
  if (holder) await perform(signout, holder, {});
  else await perform(revokeAccess, stranger(request), { secret }).catch(ignoreUnknown);
}

function ignoreUnknown(error: unknown): void {
  if (!(error instanceof Refusal && error.code === "invalid")) throw error;
}
