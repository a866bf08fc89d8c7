import { z } from "zod";
import type { Db } from "../../db/client";
import { findMember } from "../../db/collaborations";
import { calledIn } from "../domain/places";
import { type Resource, resourceTypes } from "../domain/resource";
import { type TrailReason, type TrailStep, trailSteps } from "../domain/trail";
import { shareResource } from "../domain/ways";
import type { World } from "../domain/world";
import { dateWire } from "./wire/people";

export const placeShape = z.strictObject({ type: z.enum(resourceTypes), resourceId: z.string(), name: z.string() });
/** One step of a decision as it leaves the house. */
export const stepShape = z.strictObject({
  step: z.enum(trailSteps),
  /** Of the member, share, role, policy or token. */
  id: z.number().nullable(),
  name: z.string(),
  /** Whether it counted towards the decision, or was lost on the way. */
  counted: z.boolean(),
  /** The same as `why`, for programs and translators. */
  reason: z.string() as z.ZodType<TrailReason>,
  why: z.string(),
  /** Of a share: what is shared. */
  place: placeShape.nullable(),
  /** Of what gives nothing any more, and of a status in which nothing is given: since when. */
  since: z.string().nullable(),
});
export type ToldStep = z.infer<typeof stepShape>;

/** The steps of a decision about one owner's world, with what shared things are called and since when a status holds. */
export async function tellSteps(db: Db, world: World, steps: readonly TrailStep[]): Promise<ToldStep[]> {
  const places = new Map<TrailStep, Resource>();
  const since = new Map<TrailStep, string>();
  for (const one of steps) {
    const shared = one.step === "share" ? shareResource(world, Number(one.id)) : null;
    if (shared) places.set(one, shared);
    if (one.ended !== undefined) since.set(one, dateWire(new Date(one.ended)));
    if (one.step !== "status" || one.counted || one.ended !== undefined) continue;
    const member = await findMember(db, world.ownerUid, Number(one.id));
    if (member) since.set(one, dateWire(member.status_at));
  }
  return steps.map((one) => {
    const { step, id, name, counted, reason, why } = one;
    const at = places.get(one);
    return {
      step,
      id: typeof id === "number" ? id : null,
      name,
      counted,
      reason,
      why,
      place: at ? { type: at.type, resourceId: at.id, name: calledIn(world.places, at) } : null,
      since: since.get(one) ?? null,
    };
  });
}
