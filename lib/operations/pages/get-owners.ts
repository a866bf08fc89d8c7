import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { worldOf } from "../../../db/worlds";
import { decide } from "../../domain/rights";
import { myMemberships } from "../mine";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { versionFor } from "../versions";

/** What a member must hold on somebody's account to look after the other members there (vap.md A.1). */
const MANAGES = "users.collaboration.GetMembers";

export const getOwners = operation({
  method: "confer.pages.GetOwners",
  kind: "read",
  tokens: false,
  inView: true,
  summary: "List the owners whose other members the caller may look after, as their delegate.",
  input: z.object({}),
  output: z.strictObject({ owners: z.array(z.strictObject({ uid: z.number(), name: z.string(), email: z.string() })) }),
  load: async ({ db, actor }) => {
    const active = (await myMemberships({ db, actor })).filter(({ status }) => status === "ACTIVE");
    const found: number[] = [];
    for (const owner of new Set(active.map((row) => row.owner_uid))) {
      const world = await worldOf(db, owner, await versionFor(actor, owner), actor.uid);
      if (decide(world, actor, MANAGES, { type: "ACCOUNT", id: String(owner) }).allowed) found.push(owner);
    }
    return found;
  },
  allow: theirOwn,
  handle: async ({ db, facts }) => {
    const owners: { uid: number; name: string; email: string }[] = [];
    for (const uid of facts) {
      const account = (await findAccount(db, uid))!;
      owners.push({ uid, name: account.name || account.email_shown, email: account.email_shown });
    }
    return { owners };
  },
});
