import { closeInAddress, openInAddress } from "@/components/ui/address";
import { thingIn } from "@/components/words/choices";
import type { Thing } from "./queries";

/** What is being asked for in a form of its own; it stands in the address, so that Back closes it. */
const verbs = ["share", "rename", "place", "edit", "remove", "environment", "group"] as const;
export type Verb = (typeof verbs)[number];
export type Ask = { verb: Verb; thing: Thing | null };

const NAME = "ask";

/** Opens a form about a thing, or about nothing yet. */
export const ask = (verb: Verb, thing: Thing | null = null): void =>
  openInAddress(NAME, thing ? `${verb}:${keyOf(thing)}` : verb);
export const askNoMore = (): void => closeInAddress(NAME);

/** What the address asks for; null for nothing, and for what nobody can ask for. */
export function askIn(text: string | null): Ask | null {
  const [word, ...rest] = (text ?? "").split(":");
  const verb = verbs.find((one) => one === word);
  if (!verb) return null;
  return { verb, thing: rest.length > 1 ? thingIn(rest.join(":")) : null };
}

export const keyOf = ({ type, id }: Thing): string => `${type}:${id}`;
