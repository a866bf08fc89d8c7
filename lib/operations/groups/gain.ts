import { factsOf } from "../../../db/worlds";
import type { Rearranged } from "../../domain/rearranged";
import { methodsOn } from "../../domain/rights";
import { compile, type WorldFacts } from "../../domain/world";
import type { At } from "../operation";
import { no, type Verdict, yes } from "../verdict";

/**
 * Rights follow groups, so whoever moves things between them could give themselves more than the owner did. A member may
 * rearrange only what leaves them with no method they did not hold (in the spirit of D10).
 */
export async function gainsNothing(at: At<unknown>, rearrange: (facts: WorldFacts) => Rearranged): Promise<Verdict> {
  if (at.owner === at.actor.uid) return yes("They own the account.");
  const facts = await factsOf(at.db, at.owner, at.version, at.actor.uid);
  const { facts: then, touched } = rearrange(facts);
  const [world, next] = [compile(facts), compile(then)];
  const asker = { uid: at.actor.uid };
  for (const { before, after } of touched) {
    const held = new Set(methodsOn(world, asker, before));
    const gained = methodsOn(next, asker, after).find((method) => !held.has(method));
    if (gained) {
      const about = { serviceMethod: gained, resourceType: before.type, resourceId: before.id, ownerUid: at.owner };
      return { ...no(`It would give them ${gained} on what they move, which they do not hold.`), detail: { about } };
    }
  }
  return yes("It gives them nothing they do not hold.");
}
