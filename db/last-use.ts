import { ancestors, CATEGORY, type Resource } from "../lib/domain/resource";
import { ANYWHERE, type CalledOn, callsOf } from "./calls";
import type { Db } from "./client";

/** The last day of use (days since 1970) and the methods used; null where nothing of the last ninety days is known. */
export type Use = { day: number; methods: ReadonlySet<string> };

/**
 * How each of these people last used what was shared with them, by what is counted of their calls. A call on an environment is a use of
 * every share that reaches it; one that named nothing may have been of any. `groupsOf`: the groups of an environment.
 */
export async function lastUseOf(
  at: Db,
  owner: number,
  uids: readonly number[],
  groupsOf: (appid: string) => readonly string[],
): Promise<(uid: number, share: Resource) => Use | null> {
  const calls = await callsOf(at, owner, uids);
  return (uid, share) => {
    const used = calls.filter((call) => call.uid === uid && reaches(share, call, groupsOf));
    if (used.length === 0) return null;
    return { day: Math.max(...used.map(({ last }) => last)), methods: new Set(used.map(({ method }) => method)) };
  };
}

/** Whether a share of this reaches what was called. */
export function reaches(
  share: Resource,
  call: { type: CalledOn; id: string },
  groupsOf: (appid: string) => readonly string[],
): boolean {
  if (call.type === ANYWHERE || (call.type === share.type && call.id === share.id)) return true;
  if (share.id === CATEGORY) return call.type === "ENV" || call.type === share.type;
  if (share.type !== "ENV_GROUP") return false;
  const paths = call.type === "ENV" ? groupsOf(call.id) : call.type === "ENV_GROUP" ? [call.id] : [];
  return paths.some((path) => path === share.id || ancestors(path).includes(share.id));
}
