"use server";

import { db } from "@/db/client";
import { environmentsOf } from "@/db/environments";
import { getCollaborations } from "../operations/collaborations";
import { perform } from "../operations/perform";
import { asked } from "./action";
import type { Answer } from "./answer";

/**
 * What the environments in the caller's own collaborations are called, keyed by appid. The wire names a share by its appid
 * alone, and somebody who is only invited cannot look the environment up; what they are offered has a name all the same (S-28).
 */
export async function getSharedNames(): Promise<Answer<Record<string, string>>> {
  return asked("names", async (actor) => {
    const { collaborations } = await perform(getCollaborations, actor, {});
    const names: Record<string, string> = {};
    for (const ownerUid of new Set(collaborations.map((one) => one.ownerUid))) {
      const shared = new Set(
        collaborations
          .filter((one) => one.ownerUid === ownerUid)
          .flatMap((one) => one.collaborationResources.map((share) => share.resourceId)),
      );
      if (shared.size === 0) continue;
      for (const { appid, name } of await environmentsOf(db(), ownerUid)) if (shared.has(appid)) names[appid] = name;
    }
    return names;
  });
}
