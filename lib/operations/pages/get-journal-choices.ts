import { z } from "zod";
import { namesOf } from "../../../db/accounts";
import { membersNamed, metIn } from "../../../db/journal-read";
import * as field from "../fields";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";

const NEWEST = 2_000;
const choice = z.strictObject({ id: z.number().int(), name: z.string() });

export const getJournalChoices = operation({
  method: "confer.pages.GetJournalChoices",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  tokens: false,
  summary: "Name whom and which methods the newest entries of a journal speak of, to choose from.",
  input: z.object({ ownerUid: field.ownerUid() }),
  output: z.strictObject({ actors: z.array(choice), members: z.array(choice), methods: z.array(z.string()) }),
  owner: ownerMeant,
  load: standingOf,
  allow: (at) => mayActForOwner(at, at.facts),
  handle: async ({ db, owner }) => {
    const { actors, members, methods } = await metIn(db, owner, NEWEST);
    const rows = await membersNamed(db, owner, members);
    const people = await namesOf(db, [...actors, ...rows.flatMap(({ uid }) => uid ?? [])]);
    const named = (uid: number | null) => (uid === null ? "" : people.get(uid)?.name || people.get(uid)?.email || "");
    return {
      actors: actors.map((id) => ({ id, name: named(id) || String(id) })).sort(byName),
      members: rows.map(({ id, uid, label, email }) => ({ id, name: label || named(uid) || email })).sort(byName),
      methods: methods.filter((method) => method !== "*").sort(),
    };
  },
});

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
