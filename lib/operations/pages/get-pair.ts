import { z } from "zod";
import { memberStatuses } from "../../domain/collaboration";
import { judgeCells } from "../../domain/matrix";
import { reach } from "../../domain/reach";
import { notFound } from "../../domain/refusal";
import { namesOf, partnerNames } from "../company";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { access, toAccess } from "./access";
import { membershipsOf, sidesOf } from "./matrix";
import { placeNamer, placeOf, placeShape } from "./places";
import { inSightOnly, mayLookAround, SHOWS_PLACES } from "./sighted";

const int = z.number().int();
const pair = z.strictObject({
  memberId: int,
  name: z.string(),
  email: z.string(),
  state: z.enum(memberStatuses),
  now: z.boolean(),
  environment: placeShape,
  /** Every way it comes by, a team's too. */
  ways: z.array(access),
  /** How many methods they may call on it, or could once they are active; and how many of those change something. */
  methods: int,
  changes: int,
  denies: z.boolean(),
});
export type Pair = z.infer<typeof pair>;

export const getPair = operation({
  method: "confer.pages.GetPair",
  grant: SHOWS_PLACES,
  kind: "read",
  tokens: false,
  summary: "Tell what one person may do on one environment, and by which ways they come to it.",
  input: z.object({ memberId: field.id(), appid: field.text(), ownerUid: field.ownerUid() }),
  output: pair,
  owner: ownerMeant,
  load: async (at) => {
    const sides = await sidesOf({ ...at, input: { state: [...memberStatuses] } });
    const human = sides.people.find(({ entries }) => entries.some(({ id }) => id === at.input.memberId));
    // Without the right to look around nobody learns who is there (D4).
    if (!human || !mayLookAround({ ...at, facts: sides }).allowed) throw notFound("member");
    const thing = { type: "ENV" as const, id: at.input.appid };
    inSightOnly(sides, thing);
    return { ...sides, human, place: placeOf(sides.estate, thing) };
  },
  allow: (at) => mayLookAround(at),
  handle: async (at) => {
    const { estate, company, human, place } = at.facts;
    const memberships = membershipsOf(company, human);
    const reaching = memberships.filter((membership) => reach(estate.world, membership, place).level !== null);
    const partners = reaching.map(({ id }) => company.partners[company.numberOf.get(id)!]!);
    const names = await partnerNames(at, partners);
    const nameOf = placeNamer(estate);
    const { kinds, cell, methodsIn } = judgeCells(estate.world);
    const kind = kinds[cell(memberships, place)];
    const first = human.entries[0]!;
    return {
      memberId: first.id,
      name: (await namesOf(at, [first])).get(first.id)!,
      email: first.email,
      state: human.state!,
      now: human.state === "ACTIVE",
      environment: nameOf({ type: "ENV", id: at.input.appid }),
      ways: partners.map((partner) => toAccess(estate, company, partner, place, names, nameOf, at.actor.uid)),
      ...methodsIn(memberships, place),
      denies: kind?.denies ?? false,
    };
  },
});
