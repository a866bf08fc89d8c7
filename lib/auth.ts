import "server-only";
import { cookies, headers } from "next/headers";
import type { Account, AuthOptions, Profile, User } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import type { Provider } from "next-auth/providers/index";
import { cache } from "react";
import { findKey } from "../db/keys";
import { touchLater } from "../db/touch";
import { actorOf, nobody, viewedBy } from "./actors";
import { config } from "./config.mjs";
import { cookie, SECONDS, seal, sealView, signInOf, unseal, VIEW_SECONDS, viewCookie, viewIn } from "./cookies";
import type { Actor } from "./domain/actor";
import { Refusal } from "./domain/refusal";
import { hashesOfKey } from "./keys";
import { chooseLanguage, chosenLanguage, currentLanguage } from "./language";
import { logError } from "./log.mjs";
import { getPreferences, getView, setPreferences, startView } from "./operations/pages";
import { perform } from "./operations/perform";
import { signin, signout } from "./operations/tokens";
import { enter } from "./operations/tokens/enter";

/**
 * Who is at the door of the pages. A sign-in is a row in the database, the cookie only names it (S-30, D30), and every request looks
 * the row up, so that ending it works at once.
 */
/** The person signed in, or null. Asked as often as one likes: each request looks the sign-in up once. */
export const signedIn = cache(async (): Promise<Actor | null> => {
  const signIn = await signInOf((await cookies()).get(cookie().name)?.value);
  if (!signIn) return null;
  const here = await from();
  touchLater(signIn.key, here.ip);
  return actorOf(signIn.key, here, "page");
});

/** Who is to be answered: the person signed in, or whom they view as, of one owner and to look only. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const person = await signedIn();
  const view = person && (await viewIn((await cookies()).get(viewCookie().name)?.value));
  if (!view || view.signIn !== person.signInId) return person;
  try {
    return viewedBy(person, await perform(getView, person, { id: view.member, ownerUid: view.owner }));
  } catch (error) {
    // Whoever may not see as them any more does not act as themselves on pages that still show the other's.
    if (error instanceof Refusal) return viewedBy(person, null);
    throw error;
  }
});

/** Begins to see as a member. Refusals: those of the operation. */
export async function startViewing(person: Actor, input: { id: number; ownerUid?: number }): Promise<void> {
  const { owner, memberId } = await perform(startView, person, () => input);
  const { name, options } = viewCookie();
  const sealed = await sealView({ signIn: person.signInId!, owner, member: memberId });
  (await cookies()).set(name, sealed, { ...options, maxAge: VIEW_SECONDS });
}

export async function endViewing(): Promise<void> {
  const { name, options } = viewCookie();
  const jar = await cookies();
  if (jar.get(name)) jar.set(name, "", { ...options, maxAge: 0 });
}

export type SignInInput = { login: string; password: string; code?: string };

/**
 * Signs in and sets the cookie; only where cookies can be set, as in a server action. "needs-code" asks for the same again with
 * the code of the second factor. Refusals: wrong-password, too-many.
 */
export async function signInPage(input: SignInInput): Promise<"signed-in" | "needs-code"> {
  const { session } = await perform(signin, nobody(await from(), "page"), input);
  if (!session) return "needs-code";
  // What was signed in here before does not live on beside it (S-31).
  await endSignIn();
  const { name, options } = cookie();
  (await cookies()).set(name, await seal({ key: session }), { ...options, maxAge: SECONDS });
  await agreeOnLanguage(session);
  return "signed-in";
}

/** The language kept with the person is spoken here from now on; without one, the one chosen here is kept with them. */
async function agreeOnLanguage(session: string): Promise<void> {
  const key = await findKey(hashesOfKey(session));
  if (!key) return;
  const actor = await actorOf(key, await from(), "page");
  const { language: kept } = await perform(getPreferences, actor, {});
  const chosen = await chosenLanguage();
  if (kept) await chooseLanguage(kept);
  else if (chosen) await perform(setPreferences, actor, { language: chosen });
}

export async function signOutPage(): Promise<void> {
  await endSignIn();
  const { name, options } = cookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

async function endSignIn(): Promise<void> {
  const actor = await signedIn();
  if (actor) await perform(signout, actor, {});
  await endViewing();
}

/** Where a request to a page comes from; the gate has replaced whatever the client said about that. */
export async function from(): Promise<Actor["from"]> {
  const sent = await headers();
  return { ip: sent.get("x-forwarded-for") ?? "", userAgent: (sent.get("user-agent") ?? "").slice(0, 300) };
}

/** What next-auth is told. Made when asked for: a build has no configuration. */
export function authOptions(): AuthOptions {
  const { name, options } = cookie();
  return {
    providers: [passwords, ...config().providers.map(providerOf)],
    secret: config().secrets[0]!,
    session: { strategy: "jwt", maxAge: SECONDS },
    jwt: { maxAge: SECONDS, encode: ({ token }) => seal(token ?? {}), decode: ({ token }) => unseal(token ?? "") },
    cookies: { sessionToken: { name, options } },
    useSecureCookies: config().urlIsHttps,
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    callbacks: {
      signIn: ({ user, account, profile }) => (account?.type === "oauth" ? admit(user, account, profile) : true),
      // The cookie names the sign-in and says nothing else of the person.
      jwt: ({ token, user }) => (user ? { key: (user as Keyed).key } : { key: token.key }),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => (isOurs(url, baseUrl) ? new URL(url, baseUrl).href : baseUrl),
    },
    events: {
      signOut: async ({ token }) => {
        const key = typeof token.key === "string" ? await findKey(hashesOfKey(token.key)) : null;
        if (key) await perform(signout, await actorOf(key, await from(), "page"), {});
      },
    },
    // Its messages may carry what a provider answered.
    logger: { error: (code) => logError("signing in failed", undefined, { code }), warn: () => {}, debug: () => {} },
  };
}

type Keyed = User & { key?: string };

const passwords = Credentials({
  credentials: { login: { type: "email" }, password: { type: "password" }, code: { type: "text" } },
  authorize: async (given) => {
    if (!given?.login || !given.password) return null;
    const { login, password, code } = given;
    try {
      const { uid, session } = await perform(signin, nobody(await from(), "page"), {
        login,
        password,
        ...(code ? { code } : {}),
      });
      return session ? ({ id: String(uid), key: session } satisfies Keyed) : null;
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  },
});

/** Lets somebody in whom a provider names, or says in the address why not. */
async function admit(user: Keyed, account: Account, profile: Profile | undefined): Promise<boolean | string> {
  const claimed = (profile ?? {}) as { email_verified?: unknown };
  try {
    const { session } = await perform(enter, nobody(await from(), "page"), {
      provider: account.provider,
      subject: account.providerAccountId,
      email: user.email ?? "",
      verified: claimed.email_verified === true && Boolean(user.email),
      name: user.name ?? "",
      lang: await currentLanguage(),
    });
    user.key = session;
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) logError("signing in through a provider failed", error);
    return `/sign-in?error=${error instanceof Refusal ? error.code : "error"}`;
  }
}

function providerOf({
  id,
  name,
  clientId,
  clientSecret,
  issuer,
}: ReturnType<typeof config>["providers"][number]): Provider {
  const credentials = { clientId, clientSecret };
  if (id === "google") return Google({ ...credentials, checks: ["pkce", "state"] });
  if (id === "github") return GitHub({ ...credentials, userinfo: { request: gitHubProfile } });
  return {
    id,
    name,
    type: "oauth",
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    ...credentials,
    profile: (claims) => ({ id: String(claims.sub), name: claims.name ?? "", email: claims.email ?? null }),
  };
}

type GitHubUserinfo = Exclude<Parameters<typeof GitHub>[0]["userinfo"], string | undefined>["request"];

/** GitHub's profile says nothing of whether an address is verified; its list of addresses does. */
const gitHubProfile: GitHubUserinfo = async ({ client, tokens }) => {
  const profile = await client.userinfo(tokens.access_token!);
  const answer = await fetch("https://api.github.com/user/emails", {
    headers: { authorization: `Bearer ${tokens.access_token}`, "user-agent": "confer" },
    redirect: "error",
    signal: AbortSignal.timeout(5_000),
  });
  const addresses = answer.ok
    ? ((await answer.json()) as { email: string; primary: boolean; verified: boolean }[])
    : [];
  const primary = addresses.find((address) => address.primary && address.verified);
  return { ...profile, email: primary?.email ?? "", email_verified: primary !== undefined };
};

/** A page of ours, and nothing that a browser would read as another's address (S-72). */
export function isOurs(url: string, baseUrl: string): boolean {
  if (/[\\\s]/.test(url) || !(url.startsWith("/") || url.startsWith(`${baseUrl}/`) || url === baseUrl)) return false;
  return URL.canParse(url, baseUrl) && new URL(url, baseUrl).origin === new URL(baseUrl).origin;
}
