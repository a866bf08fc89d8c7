import { closeInAddress, openInAddress } from "@/components/ui/address";

/** What is being asked for in a form of its own; it stands in the address, so that Back closes it. */
const verbs = [
  "make",
  "rename",
  "attach",
  "share",
  "leave",
  "delete",
  "diagram",
  "renameDiagram",
  "deleteDiagram",
  "export",
] as const;
export type Verb = (typeof verbs)[number];
/** `model` empty only for "make"; `diagram` only where the verb is about one. */
export type Ask = { verb: Verb; model: string; diagram: string };

const NAME = "ask";
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ABOUT_DIAGRAM: readonly Verb[] = ["renameDiagram", "deleteDiagram", "export"];

export const ask = (verb: Verb, ...about: string[]): void => openInAddress(NAME, [verb, ...about].join("."));
export const askNoMore = (): void => closeInAddress(NAME);

/** What the address asks for; null for nothing, and for what nobody can ask for. */
export function askIn(text: string | null): Ask | null {
  const [word, model = "", diagram = ""] = (text ?? "").split(".");
  const verb = verbs.find((one) => one === word);
  if (!verb) return null;
  if (verb !== "make" && !ID.test(model)) return null;
  return ABOUT_DIAGRAM.includes(verb) && !ID.test(diagram) ? null : { verb, model, diagram };
}
