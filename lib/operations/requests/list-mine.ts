import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { pointersOf } from "../../../db/memberships";
import { requestsBy } from "../../../db/requests";
import { environmentNamesOf } from "../../../db/roster";
import type { RequestRow } from "../../../db/schema";
import { worldOf } from "../../../db/worlds";
import { resourceTypes } from "../../domain/resource";
import { isMembership } from "../../domain/revival";
import { mayAskFor } from "../known";
import { type At, operation } from "../operation";
import { theirOwn } from "../verdict";
import { versionFor } from "../versions";
import { mayNow } from "./load";

const MOST = 100;

const line = z.strictObject({
  id: z.number().int(),
  state: z.enum(["OPEN", "GRANTED", "DECLINED"]),
  owner: z.strictObject({ uid: z.number(), name: z.string(), email: z.string() }),
  method: z.string(),
  /** It is the membership itself that they asked for. */
  membership: z.boolean(),
  thing: z.strictObject({ type: z.enum(resourceTypes), resourceId: z.string(), name: z.string() }),
  note: z.string(),
  answer: z.string(),
  /** In ISO 8601. */
  askedAt: z.string(),
  /** They may do it as it is now, whatever the answer was. */
  now: z.boolean(),
});
export type MyRequestLine = z.infer<typeof line>;

export const getMyRequests = operation({
  method: "confer.access.GetMyRequests",
  kind: "read",
  tokens: false,
  scope: "self",
  summary: "List what the caller asked owners for: what waits for an answer, and what was answered in the last month.",
  input: z.object({}),
  output: z.strictObject({ requests: z.array(line) }),
  load: async (at) => {
    const owners = new Set((await pointersOf(at.db, at.actor.uid, null)).map((pointer) => pointer.owner_uid));
    const found = await Promise.all([...owners].map((owner) => requestsBy(at.db, owner, at.actor.uid, MOST)));
    return found.flat();
  },
  allow: theirOwn,
  handle: async (at) => {
    const rows = at.facts.toSorted((a, b) => b.id - a.id).slice(0, MOST);
    const owners = [...new Set(rows.map((row) => row.owner_uid))];
    const asked = new Map(await Promise.all(owners.map(async (owner) => [owner, await hereOf(at, owner)] as const)));
    return { requests: await Promise.all(rows.map((row) => lineOf(asked.get(row.owner_uid)!, at.actor.uid, row))) };
  },
});

/** What is the same for all that one owner was asked for. */
async function hereOf({ db, actor }: Pick<At<unknown>, "db" | "actor">, owner: number) {
  return { db, owner, version: await versionFor(actor, owner), account: (await findAccount(db, owner))! };
}

type Asked = Awaited<ReturnType<typeof hereOf>>;

async function lineOf({ account, ...here }: Asked, uid: number, row: RequestRow): Promise<MyRequestLine> {
  const { id, state, method, type, resource_id: resourceId, note, answer } = row;
  const { db, owner, version } = here;
  const resource = { type, id: resourceId };
  // What they know no more of keeps the name they asked by.
  const isKnown = type === "ENV" && mayAskFor(await worldOf(db, owner, version, uid), uid, resource);
  const names = await environmentNamesOf(db, owner, isKnown ? [resourceId] : []);
  return {
    id,
    state,
    owner: { uid: owner, name: account.name || account.email_shown, email: account.email_shown },
    method,
    membership: isMembership(method, resource),
    thing: { type, resourceId, name: names.get(resourceId) ?? resourceId },
    note,
    answer,
    askedAt: row.asked_at.toISOString(),
    now: await mayNow(here, row),
  };
}
