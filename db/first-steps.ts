import { seedRoles } from "../lib/domain/role";
import type { Db } from "./client";

export type FirstSteps = {
  invited: boolean;
  role: boolean;
  environment: boolean;
  shared: boolean;
  member: number | null;
};

const seeded = seedRoles.map((role) => role.name.toLowerCase());

/** How far an owner has come with their first collaboration. */
export async function firstSteps(at: Db, owner: number): Promise<FirstSteps> {
  const member = await at
    .selectFrom("member")
    .select("id")
    .where("owner_uid", "=", owner)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  const shared = await at
    .selectFrom("share as s")
    .innerJoin("member as m", (j) =>
      j.onRef("m.owner_uid", "=", "s.owner_uid").onRef("m.collaboration_id", "=", "s.collaboration_id"),
    )
    .select("m.id")
    .where("s.owner_uid", "=", owner)
    .limit(1)
    .executeTakeFirst();
  const role = await at
    .selectFrom("role")
    .select("id")
    .where("owner_uid", "=", owner)
    .where("name_key", "not in", seeded)
    .limit(1)
    .executeTakeFirst();
  const environment = await at
    .selectFrom("environment")
    .select("appid")
    .where("owner_uid", "=", owner)
    .limit(1)
    .executeTakeFirst();
  return {
    invited: member !== undefined,
    role: role !== undefined || shared !== undefined,
    environment: environment !== undefined,
    shared: shared !== undefined,
    member: shared?.id ?? member?.id ?? null,
  };
}
