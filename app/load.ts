import "server-only";
import { notFound, redirect } from "next/navigation";
import { Refused } from "@/lib/actions/answer";

/**
 * What a page shows, read before it is drawn. Whoever is signed out goes to the sign-in and comes back; what is not there, or
 * not theirs to know about, is the same "not found" (D4); what they know of and may not see leads to why. An address that asks
 * for what cannot be, such as page -1, is as good as one that asks for nothing; one whose path names what cannot be names nothing.
 */
export async function load<T>(here: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.no.code === "signed-out") redirect(`/sign-in?next=${encodeURIComponent(here)}`);
    if (error.no.code === "not-found" || error.no.code === "no-environment") notFound();
    if (error.no.code === "forbidden") return error.no.why ? redirect(whyNot(error.no.why, here)) : notFound();
    const plain = withoutWishes(here);
    if (error.no.code === "invalid") return plain === here ? notFound() : redirect(plain);
    throw new Error(error.no.message);
  }
}

/** The page that tells why, and goes `back` as soon as they may. */
function whyNot(
  { serviceMethod, diagramId, threatModelId, resourceType, resourceId, envName }: Why,
  back: string,
): string {
  const thing = diagramId
    ? { diagram: diagramId }
    : threatModelId
      ? { model: threatModelId }
      : { thing: `${resourceType ?? "ENV"}:${resourceId ?? envName}` };
  return addressOf("/access", { member: "me", method: String(serviceMethod), ...thing, back } as Search);
}
type Why = NonNullable<Refused["no"]["why"]>;

type Search = Record<string, string | string[] | undefined>;

/** The address of a page with all that was asked of it. */
export function addressOf(path: string, search: Search): string {
  const asked = Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return asked.length > 0 ? `${path}?${new URLSearchParams(asked)}` : path;
}

/** The same page in the same account, asked for nothing in particular. */
function withoutWishes(here: string): string {
  const [path = here, search] = here.split("?");
  return addressOf(path, { of: new URLSearchParams(search).get("of") ?? undefined });
}
