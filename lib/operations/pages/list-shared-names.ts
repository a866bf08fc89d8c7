import { z } from "zod";
import { sharesOf } from "../../../db/collaborations";
import { environmentsOf } from "../../../db/environments";
import { myMemberships } from "../mine";
import { operation } from "../operation";
import { theirOwn } from "../verdict";

/** Who is offered something or holds it knows what it is called; who was suspended or left no longer does. */
const sees = new Set(["PENDING", "ACTIVE"]);

export const getSharedNames = operation({
  method: "confer.pages.GetSharedNames",
  kind: "read",
  tokens: false,
  inView: true,
  summary: "Tell what the environments shared with the caller are called, by appid (S-28).",
  input: z.object({}),
  output: z.strictObject({ names: z.record(z.string(), z.string()) }),
  load: async (at) => {
    const mine = (await myMemberships(at)).filter((row) => sees.has(row.status));
    const names = new Map<string, string>();
    for (const owner of new Set(mine.map((row) => row.owner_uid))) {
      const ids = mine.filter((row) => row.owner_uid === owner).map((row) => row.collaboration_id);
      const shared = new Set((await sharesOf(at.db, owner, ids)).map((share) => share.resource_id));
      if (shared.size === 0) continue;
      for (const { appid, name } of await environmentsOf(at.db, owner)) if (shared.has(appid)) names.set(appid, name);
    }
    return names;
  },
  allow: theirOwn,
  // A server action hands the browser plain objects only.
  handle: async ({ facts }) => ({ names: Object.fromEntries(facts) }),
});
