import { Refusal } from "../../domain/refusal";
import type { Asked } from "./asked";
import { Declined } from "./declined";

/** Reason of a refusal: somebody relies on another version than there is. */
const OTHER_VERSION = 4092;
const TRIES = 3;

/** The version an If-Match names; undefined where it names none or any (tmi.md 1). Declines: 400 invalid_if_match. */
export function expectedOf({ request }: Pick<Asked, "request">): number | undefined {
  const header = request.headers["if-match"];
  if (header === undefined || header === "*") return undefined;
  const version = Number(/^(?:W\/)?"(\d{1,15})"$/.exec(String(header))?.[1] ?? Number.NaN);
  if (Number.isNaN(version)) throw new Declined(400, "invalid_if_match", 'If-Match is "5", W/"5" or *.');
  return version;
}

export const etag = (version: number): Record<string, string> => ({ etag: `"${version}"` });

/** Whoever changes something without saying which version they saw is told that this will not go on for ever. */
export const unversioned = ({ request }: Pick<Asked, "request">): Record<string, string> =>
  request.headers["if-match"] === undefined
    ? { deprecation: "true", warning: '299 - "Send If-Match with the version you read."' }
    : {};

/**
 * Reads, changes and writes what others may change meanwhile: who named no version is tried again on what there is then. `change`
 * gets the version that was read.
 */
export async function onNewest<T>(expected: number | undefined, attempt: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      const isStale = error instanceof Refusal && error.detail.reason === OTHER_VERSION;
      if (!isStale || expected !== undefined || left === 1) throw error;
    }
  }
}
