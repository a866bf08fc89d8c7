import type { PlainRequest } from "../plain";

/**
 * TMI's clients come in two generations that no single answer satisfies (tmi.md 9.1): those made from the published version 1.0.0,
 * with an e-mail address where today's have a user, and bare lists; and today's.
 */
export type Profile = "1.0.0" | "1.8";

/** What each calls the version it speaks. */
export const versionOf = { "1.0.0": "1.0.0", "1.8": "1.8.22" } as const satisfies Record<Profile, string>;

const OLD_USER_AGENT = "Swagger-Codegen/1.0.0/";

/** The base path of those who can name their generation nowhere else, as a front end of 2025 is told where its API is and nothing more. */
export type Prefix = "" | "/v1";

/** Chosen by the explicit prefix or header, then by an address only one generation asks, then by how the old clients name themselves. */
export function profileOf({ headers }: Pick<PlainRequest, "headers">, whole: string): Chosen {
  const prefix = whole === "/v1" || whole.startsWith("/v1/") ? "/v1" : "";
  const path = whole.slice(prefix.length) || "/";
  return { profile: prefix ? "1.0.0" : chosenFor(headers, path), path, prefix };
}

type Chosen = { profile: Profile; path: string; prefix: Prefix };

function chosenFor(headers: PlainRequest["headers"], path: string): Profile {
  const named = headers["x-tmi-profile"];
  if (typeof named === "string" && named !== "") return named.startsWith("1.0") ? "1.0.0" : "1.8";
  if (path === "/collaboration/sessions" || path === "/users/me") return "1.0.0";
  if (path.startsWith("/me/")) return "1.8";
  return String(headers["user-agent"] ?? "").startsWith(OLD_USER_AGENT) ? "1.0.0" : "1.8";
}
