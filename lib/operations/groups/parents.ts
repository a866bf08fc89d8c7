import { addGroup } from "../../../db/environments";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import type { At, Leave } from "../operation";
import type { Site } from "./target";

/** S-65. */
const MOST_GROUPS = 10_000;

/** Makes the groups around a site that are missing, provided there is room for them and one more. Refusal: limit. */
export async function addParents(at: At<unknown> & Leave, site: Site): Promise<void> {
  if (site.count + site.missing.length >= MOST_GROUPS) {
    throw new Refusal("limit", `At most ${MOST_GROUPS} groups an account.`, { reason: REASON.mostGroups });
  }
  for (const path of site.missing) {
    await addGroup(at.db, { owner_uid: at.owner, path, color: "", icon: "" });
    at.record({ target: "group", id: path, after: {} });
  }
}
