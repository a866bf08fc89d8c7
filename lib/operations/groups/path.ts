import { invalid } from "../../domain/refusal";
import { groupPath } from "../../domain/resource";

/** Paths are keys, and an index takes no longer ones. */
const MOST_BYTES = 2_000;

/** The path of a group that is to be (vap.md C.4). Refuses `invalid [field]`. */
export function newGroupPath(text: string, field: string): string {
  const path = groupPath(text, field);
  if (Buffer.byteLength(path) > MOST_BYTES) throw invalid(field, `longer than ${MOST_BYTES} bytes`);
  return path;
}

/** Is it the group itself, or inside it? */
export const isWithin = (path: string, group: string): boolean => path === group || path.startsWith(`${group}/`);
