import { z } from "zod";
import { lastUseOf } from "../../../db/last-use";
import { sharesById } from "../../../db/roster";
import { dateOfDay } from "../../domain/days";
import { groupsOf, resourceAt } from "../../domain/places";
import { locate, UNKNOWN } from "../../domain/reach";
import type { World } from "../../domain/world";
import type { At } from "../operation";
import { type MemberWay, way } from "./named-ways";

const day = z.string().nullable();
/** A way with the last day (`yyyy-MM-dd`, UTC) on which anything of it was used, and each of its things; null for none that is known. */
export const usedWay = way.extend({
  lastUsed: day,
  /** As long as `things`. */
  lastUsedOn: z.array(day),
  /** When the first of its shares ends or did, in ISO 8601. */
  ends: z.string().nullable(),
});
export type UsedWay = z.infer<typeof usedWay>;

/** Of somebody who has no account yet nothing was used. */
export async function usedWays(
  { db, owner }: Pick<At<unknown>, "db" | "owner">,
  world: World,
  uid: number | null,
  ways: readonly MemberWay[],
): Promise<UsedWay[]> {
  const shares = await sharesById(db, owner, [...new Set(ways.flatMap(({ shareIds }) => shareIds))]);
  const used = await lastUseOf(db, owner, uid === null ? [] : [uid], (appid) => groupsAround(world, appid));
  const useOf = (type: MemberWay["things"][number]["type"], id: string) =>
    (uid === null ? null : used(uid, { type, id }))?.day ?? null;
  return ways.map((one) => {
    const mine = one.shareIds.flatMap((id) => shares.get(id) ?? []);
    const days = mine.flatMap(({ type, resourceId }) => useOf(type, resourceId) ?? []);
    const ends = mine.flatMap(({ endsAt }) => endsAt ?? []);
    return {
      ...one,
      lastUsed: dayIn(days.length > 0 ? Math.max(...days) : null),
      lastUsedOn: one.things.map(({ type, resourceId }) => dayIn(useOf(type, resourceId))),
      ends: ends.length > 0 ? new Date(Math.min(...ends)).toISOString() : null,
    };
  });
}

function groupsAround(world: World, appid: string): string[] {
  const place = locate(world, { type: "ENV", id: appid });
  if (place === UNKNOWN) return [];
  return groupsOf(world.places, place).map((group) => resourceAt(world.places, group).id);
}

const dayIn = (day: number | null): string | null => (day === null ? null : dateOfDay(day));
