import { SHAPE_OF } from "../diagram/read-cell";
import { shapeOf } from "./otm-elements";

/** How draw.io says what something looks like, and which element of ours that is. */
export type Style = ReadonlyMap<string, string>;

/** `ellipse;html=1;fillColor=#fff` by name; a word alone is the shape. */
export function styleIn(text: string): Style {
  const style = new Map<string, string>();
  for (const part of text.split(";").slice(0, 200)) {
    const at = part.indexOf("=");
    if (at > 0) style.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
    else if (part.trim()) style.set(part.trim(), "");
  }
  return style;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", apos: "'" };

/** Labels are HTML as often as not: what is read is their text. */
export const labelIn = (value: string): string =>
  value
    .replace(/<br\s*\/?>|<\/(?:div|p|h[1-6]|li|tr)>(?=.)/gi, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|nbsp|apos|#39);/g, (_, name: string) => ENTITIES[name] ?? "'")
    .replace(/[ \t]+/g, " ")
    .replace(/\s*\n\s*/g, "\n")
    .trim();

const STORE =
  /cylinder|data_?store|datastore|database|partialrectangle|stored_data|storage|bucket|s3|rds|dynamodb|queue/i;
const ACTOR = /umlactor|^actor$|external|\buser|person|client|mobile|browser/i;
const PROCESS = /ellipse|process|rhombus|hexagon|step|parallelogram|cloud|component|cube|module|ext$/i;
const TEXT = /^(?:note|callout|label)/i;

/**
 * What a shape stands for; null for a group that is not drawn. Boxes are actors where a drawing has circles, as in a data-flow diagram; else
 * their name says it. `holds`: other cells lie in it.
 */
export function drawioKind(
  style: Style,
  label: string,
  holds: boolean,
  hasCircles: boolean,
): { kind: string; isKnown: boolean } | null {
  const shape = style.get("shape") ?? "";
  const known = (kind: keyof typeof SHAPE_OF) => ({ kind: SHAPE_OF[kind], isKnown: true });
  if (style.has("group") && !style.has("fillColor")) return null;
  if (style.has("edgeLabel")) return null;
  const isOpen = style.get("fillColor") === "none" && style.get("dashed") === "1";
  if (holds || style.has("swimlane") || style.get("container") === "1" || isOpen) return known("boundary");
  if (style.has("text") || TEXT.test(shape)) return known("text");
  if (STORE.test(shape)) return known("store");
  if (ACTOR.test(shape)) return known("actor");
  if (style.has("ellipse") || style.has("rhombus") || PROCESS.test(shape)) return known("process");
  if (style.has("image") || shape === "image") return { kind: SHAPE_OF.process, isKnown: false };
  if (shape)
    return { kind: shapeOf(`${shape} ${label}`) === "store" ? SHAPE_OF.store : SHAPE_OF.process, isKnown: false };
  if (style.get("rounded") === "1") return known("process");
  const named = shapeOf(label);
  return known(named === "store" ? "store" : hasCircles || named === "actor" ? "actor" : "process");
}
