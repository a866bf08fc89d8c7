import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { environmentsOf } from "../../../db/environments";
import { rolesOf } from "../../../db/roles";
import { findMethod } from "../../domain/method";
import { notFound } from "../../domain/refusal";
import { resourceTypes } from "../../domain/resource";
import { accessTo, methodsOn } from "../../domain/rights";
import * as field from "../fields";
import { type Sight, sightsOf } from "../in-sight";
import { type At, operation } from "../operation";
import { theirOwn } from "../verdict";
import { type Place, placeShape } from "./places";

/** One thing as whoever it is shared with finds it by its link. */
const found = z.strictObject({
  /** It is the caller's own. */
  own: z.boolean(),
  owner: z.string(),
  ownerEmail: z.string(),
  thing: placeShape,
  roles: z.array(z.string()),
  /** What it reaches them through, where that is not the thing itself. */
  via: z.array(placeShape),
  sees: z.array(z.string()),
  changes: z.array(z.string()),
});
export type SharedThing = z.infer<typeof found>;

export const getSharedThing = operation({
  method: "confer.pages.GetSharedThing",
  kind: "read",
  tokens: false,
  inView: true,
  summary:
    "Show one thing by its link: what it is, whose, and what the caller may do there. The link alone shows nothing.",
  input: z.object({ type: z.enum(resourceTypes), id: field.text(2000) }),
  output: found,
  load: async (at) => {
    const sights = await sightsOf(at, at.input.type, at.input.id);
    const sight = sights.find((one) => one.owner === at.actor.uid) ?? sights.find((one) => reaches(one));
    if (!sight) throw notFound("resource");
    return sight;
  },
  allow: theirOwn,
  handle: async (at) => {
    const { owner, world, resource } = at.facts;
    const account = (await findAccount(at.db, owner))!;
    const access = accessTo(world, resource).filter(({ status }) => status === "ACTIVE");
    const names = new Map((await rolesOf(at.db, owner)).map(({ id, name }) => [id, name]));
    const place = await namer(at);
    const via = access
      .flatMap((one) => one.via)
      .filter((one) => one.type !== resource.type || one.resourceId !== resource.id);
    const methods = methodsOn(world, at.actor, resource);
    return {
      own: owner === at.actor.uid,
      owner: account.name || account.email_shown,
      ownerEmail: account.email_shown,
      thing: place({ type: resource.type, resourceId: resource.id }),
      roles: [...new Set(access.flatMap(({ roleIds }) => roleIds))].flatMap((id) => names.get(id) ?? []),
      via: via.map(place),
      sees: methods.filter((name) => findMethod(name)?.isSafe),
      changes: methods.filter((name) => !findMethod(name)?.isSafe),
    };
  },
});

/** Now: what was only offered, or was taken away, is not found. */
const reaches = ({ world, resource }: Sight): boolean =>
  accessTo(world, resource).some(({ status }) => status === "ACTIVE");

async function namer({ db, facts }: At<unknown> & { facts: Sight }) {
  const names = new Map((await environmentsOf(db, facts.owner)).map(({ appid, name }) => [appid, name]));
  return ({ type, resourceId }: Omit<Place, "name">): Place => ({
    type,
    resourceId,
    name: type === "ENV" ? (names.get(resourceId) ?? resourceId) : resourceId,
  });
}
