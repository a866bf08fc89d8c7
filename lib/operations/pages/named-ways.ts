import { z } from "zod";
import type { Db } from "../../../db/client";
import { environmentNamesOf, roleNamesOf } from "../../../db/roster";
import { resourceTypes } from "../../domain/resource";
import type { Way } from "../../domain/ways";
import { roleName } from "./member-rows";

const MOST_THINGS = 50;

export const way = z.strictObject({
  /** The team it comes through; empty for what is shared with them alone. */
  team: z.string(),
  shareIds: z.array(z.number()),
  roles: z.array(roleName),
  methods: z.array(z.string()),
  denied: z.array(z.string()),
  /** What it decides about, the widest first, and how many more. */
  things: z.array(
    z.strictObject({
      type: z.enum(resourceTypes),
      resourceId: z.string(),
      name: z.string(),
      level: z.enum(["direct", "group", "base"]),
    }),
  ),
  more: z.number(),
});
export type MemberWay = z.infer<typeof way>;

/** Ways with what their roles and things are called. `teamOf`: the team of a collaboration, by its id. */
export async function namedWays(
  { db, owner }: { db: Db; owner: number },
  ways: readonly Way[],
  teamOf: (collaborationId: number) => string,
): Promise<MemberWay[]> {
  const shown = ways.map((one) => ({ ...one, shown: one.things.slice(0, MOST_THINGS) }));
  const appids = shown.flatMap((one) =>
    one.shown.flatMap(({ resource }) => (resource.type === "ENV" ? resource.id : [])),
  );
  const names = await environmentNamesOf(db, owner, [...new Set(appids)]);
  const roles = await roleNamesOf(db, owner);
  return shown.map(({ collaborationId, shareIds, roleIds, methods, denied, things, shown }) => ({
    team: teamOf(collaborationId),
    shareIds,
    roles: roleIds.map((id) => ({ id, name: roles.get(id) ?? "" })),
    methods,
    denied,
    things: shown.map(({ resource: { type, id }, level }) => ({
      type,
      resourceId: id,
      name: names.get(id) ?? id,
      level,
    })),
    more: things.length - shown.length,
  }));
}
