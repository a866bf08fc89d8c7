import { z } from "zod";
import { namesOf } from "../../../db/accounts";
import { holdsIn, modelRoles, roleOfMethods } from "../../domain/diagram/rights";
import { anyWay } from "../../domain/holders";
import { judgeCells } from "../../domain/matrix";
import { locate, UNKNOWN } from "../../domain/reach";
import { common, firstOf, size } from "../../domain/sets";
import { companyOf, partnerNames } from "../company";
import * as field from "../fields";
import { judgeReached, ownerOfNamed, type Reached, reachModel } from "../models";
import { type At, operation } from "../operation";
import { entryShape, entryWire } from "../wire/models";
import { access, toAccess } from "./access";
import { placeNamer } from "./places";

/** How many who come through the environment are told one by one. */
const MOST = 100;
const int = z.number().int();

const through = z.strictObject({ access, role: z.enum(modelRoles), people: int });
export type ThroughEnvironment = z.infer<typeof through>;
/** `ends`: in ISO 8601, told to its owners and to whom it names; `self`: it names the caller. */
const line = entryShape.extend({ ends: z.string().nullable(), self: z.boolean() });
export type ModelListEntry = z.infer<typeof line>;

export const getModelAccess = operation({
  method: "confer.pages.GetModelAccess",
  grant: "threatmodel.model.GetThreatModel",
  kind: "read",
  tokens: false,
  summary:
    "Tell who can open a threat model: its own list and, to its account's owner, who does through the environment it is attached to.",
  input: z.object({ id: field.uuid() }),
  output: z.strictObject({
    /** In order, to its owners with what is over; a line of somebody without an account has no uid. */
    entries: z.array(line),
    through: z.array(through),
    /** How many come through the environment in all. */
    total: int,
    version: int,
  }),
  owner: (at) => ownerOfNamed(at, at.input.id),
  load: (at) => reachModel(at, at.input.id),
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { model, role } = at.facts;
    const seen = model.entries.filter((entry) => role === "owner" || holdsIn(model)(entry));
    const people = await namesOf(
      at.db,
      seen.flatMap(({ uid }) => uid ?? []),
    );
    const entries = seen.map((entry) => ({
      ...entryWire(entry, people),
      self: entry.uid === at.actor.uid,
      ends: role === "owner" || entry.uid === at.actor.uid ? (entry.ends_at?.toISOString() ?? null) : null,
    }));
    // Everybody sees the list they may be on; of the account's other people only its owner knows (D4).
    const others = at.owner === at.actor.uid ? await comingThrough(at) : { through: [], total: 0 };
    return { entries, ...others, version: model.version };
  },
});

/** Whoever shares in the environment, in roles that let them at least read. */
async function comingThrough(at: At<unknown> & { facts: Reached }) {
  const { model } = at.facts;
  const { estate, company } = await companyOf(at);
  const place = model.environment === null ? UNKNOWN : locate(estate.world, { type: "ENV", id: model.environment });
  if (place === UNKNOWN) return { through: [], total: 0 };
  const { partners, holders, now, membershipOf } = company;
  const present = common(anyWay(holders.at(place)), now);
  const { holdsIn } = judgeCells(estate.world);
  const found = firstOf(present, size(present)).flatMap((n) => {
    const partner = partners[n]!;
    const role = roleOfMethods(holdsIn([membershipOf.get(partner.collaborationId)!], place));
    return role ? [{ partner, role, people: partner.people.filter(({ status }) => status === "ACTIVE").length }] : [];
  });
  const first = found.slice(0, MOST);
  const names = await partnerNames(
    at,
    first.map(({ partner }) => partner),
  );
  const nameOf = placeNamer(estate);
  return {
    through: first.map(({ partner, role, people }) => ({
      access: toAccess(estate, company, partner, place, names, nameOf, at.actor.uid),
      role,
      people,
    })),
    total: found.length,
  };
}
