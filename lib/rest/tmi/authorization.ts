import { isDemo } from "../../demo";
import { Declined } from "./declined";
import { isCallback } from "./origins";

/** What a program asks for at /oauth2/authorize, judged. `provider` "demo" lets people of the demo in by their name alone. */
export type Authorization = {
  provider: "demo" | "confer";
  callback: string;
  state: string;
  challenge: string;
  hint: string;
};

const DEMO_PROVIDERS = ["tmi", "test"];
const STATE = /^[\x20-\x7e]{0,1000}$/;
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/**
 * Read before anything is shown or done, and again when the page's form comes back. PKCE may only be missing for the demo's own
 * provider, as development servers of TMI allow. Declines: 400.
 */
export function readAuthorization(query: ReadonlyMap<string, string>): Authorization {
  const given = (name: string) => query.get(name) ?? "";
  const callback = given("client_callback") || given("redirect_uri");
  if (!isCallback(callback)) {
    throw bad("client_callback is an address on this machine, or of a client named in CONFER_CLIENTS.");
  }
  const provider = providerOf(given("idp"));
  if ((given("response_type") || "code") !== "code") throw bad("response_type is code.");
  if (!STATE.test(given("state"))) throw bad("state is too long, or not plain text.");
  const challenge = given("code_challenge");
  const isProtected = CHALLENGE.test(challenge) && given("code_challenge_method") === "S256";
  if (!isProtected && (challenge !== "" || provider !== "demo")) {
    throw bad("Send code_challenge and code_challenge_method=S256 (PKCE).");
  }
  return { provider, callback, state: given("state"), challenge, hint: given("login_hint").slice(0, 254) };
}

function providerOf(idp: string): Authorization["provider"] {
  if (isDemo() && (idp === "" || DEMO_PROVIDERS.includes(idp))) return "demo";
  if (idp === "" || idp === "confer") return "confer";
  throw new Declined(400, "invalid_provider", "This provider is not known here.");
}

const bad = (why: string) => new Declined(400, "invalid_request", why);

/** The program's address, with what it is told. */
export function callbackWith({ callback, state }: Authorization, told: Record<string, string>): string {
  const url = new URL(callback);
  for (const [name, value] of Object.entries({ ...told, ...(state ? { state } : {}) }))
    url.searchParams.set(name, value);
  return url.href;
}
