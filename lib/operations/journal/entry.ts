import { z } from "zod";
import { namesOf } from "../../../db/accounts";
import { environmentsNamed, membersNamed, namesThen, type SealedRow, tokensNamed } from "../../../db/journal-read";
import { journalDoors, shownDoor } from "../../domain/journal-filter";
import type { RefusalCode } from "../../domain/refusal";
import type { At } from "../operation";
import { placeShape, stepShape } from "../told-steps";
import { dateWire } from "../wire/people";
import { resultOf } from "../wire/results";
import { calledIn } from "./called";
import { drawnFor } from "./drawn";
import { membersIn, stepsOf } from "./steps";

const int = z.number().int();

export const journalEntry = z.strictObject({
  /** Its place in the chain, from 1 on; and its hash, which holds that of the one before. */
  seq: int,
  hash: z.string(),
  at: z.string(),
  /** How often the same was refused, and when last. */
  times: int,
  until: z.string().nullable(),
  door: z.enum(journalDoors),
  method: z.string(),
  /** 0 for what was done; else the result the refusal was answered with. */
  result: int,
  code: z.string(),
  reason: int,
  because: z.string(),
  why: z.array(z.string()),
  /** Of what rights decided: the way to it as it was then, what else was weighed and lost, and about what it was asked, where that is kept. */
  chain: z.array(stepShape),
  weighed: z.array(stepShape),
  on: placeShape.nullable(),
  actor: z.strictObject({ uid: int, name: z.string(), email: z.string() }),
  token: z.strictObject({ id: int, last4: z.string(), description: z.string() }).nullable(),
  /** Without an address where they are no more; `name` is then the address they had. */
  member: z.strictObject({ id: int, name: z.string(), email: z.string() }).nullable(),
  resource: z.string(),
  resourceName: z.string(),
  /** Whether it is a diagram or a threat model that its reader can open. */
  resourceOpens: z.boolean(),
  resourceGone: z.boolean(),
  /** What changed: the noun and its key; `call` for what was refused. */
  target: z.string(),
  targetId: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  /** What roles and policies of which the ids stand there are called now, by `role:12` and `policy:12`. */
  called: z.record(z.string(), z.string()),
});
export type JournalEntry = z.infer<typeof journalEntry>;

/** The entries with the names of whom and what they are about, as they are called now. */
export async function entriesOf(at: At<unknown>, rows: readonly SealedRow[]): Promise<JournalEntry[]> {
  const { db, owner } = at;
  const named = await membersNamed(db, owner, [
    ...new Set([...rows.flatMap(({ member_id }) => member_id ?? []), ...membersIn(rows, owner)]),
  ]);
  const people = await namesOf(db, [
    ...rows.map(({ actor_uid }) => actor_uid),
    ...named.flatMap(({ uid }) => uid ?? []),
  ]);
  const steps = await stepsOf(at, rows, named);
  const called = await calledIn(at, rows);
  const drawn = await drawnFor(at, rows);
  const members = new Map<number, { name: string; email: string }>();
  for (const { id, collaboration, uid, email, label } of named) {
    const shown = { name: label || (uid !== null && people.get(uid)?.name) || email, email };
    members.set(id, shown);
    if (!members.has(collaboration)) members.set(collaboration, shown);
  }
  const lost = [...new Set(rows.flatMap(({ member_id }) => member_id ?? []))].filter((id) => !members.has(id));
  const then = await namesThen(
    db,
    owner,
    lost.map((id) => ({ target: "member", id })),
  );
  const tokens = await tokensNamed(db, owner, [...new Set(rows.flatMap(({ token_id }) => token_id ?? []))]);
  const tokenOf = new Map(tokens.map((token) => [token.id, token]));
  const appids = rows.flatMap(({ resource }) => (resource.startsWith("ENV:") ? resource.slice(4) : []));
  const environments = await environmentsNamed(db, owner, appids);
  return rows.map((row) => {
    const actor = people.get(row.actor_uid);
    const member = row.member_id === null ? undefined : members.get(row.member_id);
    const id = row.resource.slice(row.resource.indexOf(":") + 1);
    return {
      ...{ seq: row.seq, hash: row.hash, at: dateWire(dateOf(row.at)), times: row.times },
      until: row.until === null ? null : dateWire(dateOf(row.until)),
      door: shownDoor(row.door, row.token_id),
      ...{ method: row.method, code: row.code, reason: row.reason, because: row.because },
      result: row.code === "" ? 0 : resultOf(row.code as RefusalCode),
      ...steps(row, actor?.name || actor?.email || ""),
      actor: { uid: row.actor_uid, name: actor?.name ?? "", email: actor?.email ?? "" },
      token:
        row.token_id === null ? null : (tokenOf.get(row.token_id) ?? { id: row.token_id, last4: "", description: "" }),
      member:
        row.member_id === null
          ? null
          : {
              id: row.member_id,
              name: member?.name ?? then.get(`member:${row.member_id}`) ?? "",
              email: member?.email ?? "",
            },
      resource: row.resource,
      ...(drawn(row) ?? {
        resourceName: environments.get(id)?.name ?? id,
        resourceOpens: false,
        resourceGone: environments.get(id)?.there === false,
      }),
      ...{ target: row.target, targetId: row.target_id, before: row.before, after: row.after },
      called: called(row),
    };
  });
}

const dateOf = (microseconds: number) => new Date(microseconds / 1000);
