import { z } from "zod";
import { membersNamed, sealedBefore, spellingsOf, thingsCalled } from "../../../db/journal-read";
import { rosterOf } from "../../../db/roster";
import { fold } from "../../domain/fold";
import { journalDoors, outcomes } from "../../domain/journal-filter";
import * as field from "../fields";
import { type At, operation } from "../operation";
import { keepJournal } from "../refusals";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { entriesOf, journalEntry } from "./entry";

const MOST = 500;
const USUAL = 50;

const input = z.object({
  actor: field.id().optional(),
  member: field.id().optional(),
  method: field.text().optional(),
  /** As `ENV:shop-prod`. */
  resource: field.text(1_000).optional(),
  door: field.choice(journalDoors).optional(),
  outcome: field.choice([...outcomes, "refused"]).optional(),
  from: field.date().optional(),
  to: field.date().optional(),
  text: field.text().optional(),
  /** The `next` of the answer before. */
  before: field.id().optional(),
  resultCount: field.count(MOST).optional(),
  ownerUid: field.ownerUid(),
});
type Input = z.output<typeof input>;

export const listJournal = operation({
  method: "confer.journal.List",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  summary:
    "Tell what changed in an account and what was refused there, the newest first: who, through which door, what it was and became, and why it was allowed or not. For the owner; for whoever manages the members, without what is between the owner and their own account.",
  input,
  output: z.strictObject({ entries: z.array(journalEntry), next: z.number().int().nullable() }),
  owner: ownerMeant,
  load: standingOf,
  allow: (at) => mayActForOwner(at, at.facts),
  handle: async (at) => {
    await keepJournal(at.owner);
    const most = at.input.resultCount || USUAL;
    const hideOwn = at.facts.as !== "owner";
    const rows = await sealedBefore(
      at.db,
      at.owner,
      at.input.before ?? null,
      { ...(await wanted(at)), hideOwn },
      most + 1,
    );
    const shown = rows.slice(0, most);
    return { entries: await entriesOf(at, shown), next: rows.length > most ? shown.at(-1)!.seq : null };
  },
});

/** The filter as the rows are searched: a member with the team or pair they are in, a text with those it is a name of. */
async function wanted({ db, owner, version, input }: At<Input>) {
  const { member, resource, text } = input;
  const spelled = resource ? (await spellingsOf(db, owner, [resource])).get(resource) : undefined;
  const own = member === undefined ? [] : await membersNamed(db, owner, [member]);
  const members =
    member === undefined ? undefined : [member, ...own.flatMap(({ id, collaboration }) => [id, collaboration])];
  const folded = text ? fold(text) : "";
  const people = folded
    ? (await rosterOf(db, owner, await version)).people.filter(({ found }) => found.includes(folded))
    : [];
  const called = text ? await thingsCalled(db, owner, text) : [];
  const ids = { actors: people.flatMap(({ uid }) => uid ?? []), members: people.map(({ id }) => id) };
  const found = { ...ids, resources: called };
  return { ...input, text: text || undefined, method: input.method || undefined, members, resources: spelled, found };
}
