import { z } from "zod";
import { namesOf } from "../../../db/accounts";
import type { Db } from "../../../db/client";
import { drawnNamed, environmentsNamed, membersNamed, metIn, spellingsOf } from "../../../db/journal-read";
import * as field from "../fields";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";

const NEWEST = 2_000;
const choice = z.strictObject({ id: z.number().int(), name: z.string() });
/** `resource` as the journal has it, as `ENV:` with an appid; `name`: what it is called. */
const thing = z.strictObject({ resource: z.string(), name: z.string() });

export const getJournalChoices = operation({
  method: "confer.pages.GetJournalChoices",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  tokens: false,
  summary: "Name whom and which methods the newest entries of a journal speak of, to choose from.",
  input: z.object({ ownerUid: field.ownerUid() }),
  output: z.strictObject({
    actors: z.array(choice),
    members: z.array(choice),
    methods: z.array(z.string()),
    things: z.array(thing),
  }),
  owner: ownerMeant,
  load: standingOf,
  allow: (at) => mayActForOwner(at, at.facts),
  handle: async ({ db, owner }) => {
    const { actors, members, methods, resources } = await metIn(db, owner, NEWEST);
    const rows = await membersNamed(db, owner, members);
    const people = await namesOf(db, [...actors, ...rows.flatMap(({ uid }) => uid ?? [])]);
    const named = (uid: number | null) => (uid === null ? "" : people.get(uid)?.name || people.get(uid)?.email || "");
    return {
      actors: actors.map((id) => ({ id, name: named(id) || String(id) })).sort(byName),
      members: rows.map(({ id, uid, label, email }) => ({ id, name: label || named(uid) || email })).sort(byName),
      methods: methods.filter((method) => method !== "*").sort(),
      things: (await thingsNamed(db, owner, resources)).sort(byName),
    };
  },
});

/** Each once, however it is spelled. */
async function thingsNamed(db: Db, owner: number, met: readonly string[]) {
  const spelled = await spellingsOf(db, owner, met);
  const resources = [...new Set(met.map((resource) => spelled.get(resource)![0]!))];
  const split = resources.map((resource) => ({ resource, ...splitOf(resource) }));
  const of = (kind: string) => split.flatMap(({ type, id }) => (type === kind ? id : []));
  const uuids = (kind: string) => of(kind).filter((id) => /^[0-9a-f-]{36}$/.test(id));
  const environments = await environmentsNamed(db, owner, of("ENV"));
  const drawn = await drawnNamed(db, owner, { diagrams: uuids("DIAGRAM"), models: uuids("THREAT_MODEL") });
  const names = new Map(drawn.map(({ id, name }) => [id, name]));
  return split.map(({ resource, id }) => ({ resource, name: environments.get(id)?.name ?? names.get(id) ?? id }));
}

function splitOf(resource: string): { type: string; id: string } {
  const at = resource.indexOf(":");
  return { type: resource.slice(0, at), id: resource.slice(at + 1) };
}

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
