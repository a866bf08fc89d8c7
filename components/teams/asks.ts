import { closeInAddress, openInAddress } from "@/components/ui/address";

/** What is being asked for in a form of its own; it stands in the address, so that Back closes it. */
const verbs = ["make", "invite", "share", "rename", "remove"] as const;
export type Verb = (typeof verbs)[number];
export type Ask = { verb: Verb; id: number };

const NAME = "ask";

export const ask = (verb: Verb, id?: number): void => openInAddress(NAME, id === undefined ? verb : `${verb}.${id}`);
export const askNoMore = (): void => closeInAddress(NAME);

/** What the address asks for; null for nothing, and for what nobody can ask for. */
export function askIn(text: string | null): Ask | null {
  const [word, id] = (text ?? "").split(".");
  const verb = verbs.find((one) => one === word);
  if (!verb || (verb !== "make" && !/^[1-9]\d{0,15}$/.test(id ?? ""))) return null;
  return { verb, id: Number(id ?? 0) };
}
