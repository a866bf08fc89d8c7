import type { PlainRequest } from "../plain";

/**
 * TMI's clients come in two generations that no single answer satisfies (tmi.md 9.1): those made from the published version 1.0.0,
 * with an e-mail address where today's have a user, and bare lists; and today's.
 */
export type Profile = "1.0.0" | "1.8";

/** What each calls the version it speaks. */
export const versionOf = { "1.0.0": "1.0.0", "1.8": "1.8.22" } as const satisfies Record<Profile, string>;

const OLD_USER_AGENT = "Swagger-Codegen/1.0.0/";

/** Chosen by the explicit prefix or header, then by an address only one generation asks, then by how the old clients name themselves. */
export function profileOf(
  { headers }: Pick<PlainRequest, "headers">,
  path: string,
): { profile: Profile; path: string } {
  if (path === "/v1" || path.startsWith("/v1/")) return { profile: "1.0.0", path: path.slice(3) || "/" };
  const named = headers["x-tmi-profile"];
  if (typeof named === "string" && named !== "") return { profile: named.startsWith("1.0") ? "1.0.0" : "1.8", path };
  if (path === "/collaboration/sessions" || path === "/users/me") return { profile: "1.0.0", path };
  if (path.startsWith("/me/")) return { profile: "1.8", path };
  const isOld = String(headers["user-agent"] ?? "").startsWith(OLD_USER_AGENT);
  return { profile: isOld ? "1.0.0" : "1.8", path };
}
