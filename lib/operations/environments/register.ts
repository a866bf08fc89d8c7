import { randomBytes } from "node:crypto";
import { z } from "zod";
import { addEnvironment, attach, countEnvironments, existingGroups, findEnvironment } from "../../../db/environments";
import { REASON } from "../../domain/reason";
import { notFound, Refusal } from "../../domain/refusal";
import { CATEGORY, groupPath, type Resource } from "../../domain/resource";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { all, type Verdict } from "../verdict";
import { judgeOn, sees, viewOf } from "../views";
import { environmentInfo, infoOf, sharedBy } from "./info";
import { environmentName } from "./name";

/** S-65 speaks of every list an owner can fill; this is the one of environments. */
const MOST_ENVIRONMENTS = 10_000;
const MOST_GROUPS = 100;

export const registerEnv = operation({
  method: "environment.control.RegisterEnv",
  grant: "environment.control.CreateEnvironment",
  kind: "write",
  scope: "resource",
  summary:
    "Make an environment known, so that it can be shared. Whoever registers it, it belongs to the account's owner.",
  input: z.object({
    envName: field.name(),
    displayName: field.text().optional(),
    region: field.text().optional(),
    envGroups: field.texts(MOST_GROUPS).optional(),
    ownerUid: field.ownerUid(),
  }),
  output: environmentInfo,
  owner: ownerMeant,
  load: async (at) => {
    const name = environmentName(at.input.envName);
    const groups = [...new Set((at.input.envGroups ?? []).map((path) => groupPath(path, "envGroups")))];
    const view = await viewOf(at);
    const known = new Set(await existingGroups(at.db, at.owner, groups));
    if (groups.some((path) => !known.has(path) || !sees(at, view, inGroup(path)))) throw notFound("group");
    return { name, groups, view };
  },
  // A member creates in groups whose roles hold the method, or at the root where the whole category is theirs (vap.md C.5).
  allow: (at) => {
    const { groups, view } = at.facts;
    const places: Resource[] = groups.length > 0 ? groups.map(inGroup) : [{ type: "ENV", id: CATEGORY }];
    return all(...(places.map((place) => judgeOn(at, view, place)) as [Verdict, ...Verdict[]]));
  },
  handle: async (at) => {
    const { name, groups, view } = at.facts;
    if ((await countEnvironments(at.db, at.owner)) >= MOST_ENVIRONMENTS) {
      throw new Refusal("limit", `At most ${MOST_ENVIRONMENTS} environments an account.`, {
        reason: REASON.mostEnvironments,
      });
    }
    const appid = randomBytes(16).toString("hex");
    const added = await addEnvironment(at.db, {
      owner_uid: at.owner,
      appid,
      name,
      display_name: at.input.displayName ?? "",
      host_group: at.input.region ?? "",
      creator_uid: at.actor.uid,
    });
    if (!added)
      throw new Refusal("exists", `The name ${name} is taken.`, {
        reason: REASON.environmentNameTaken,
        field: "envName",
      });
    for (const path of groups) await attach(at.db, at.owner, path, appid);
    at.record({ target: "environment", id: appid, after: { name, groups, creatorUid: at.actor.uid } });
    const environment = (await findEnvironment(at.db, at.owner, appid))!;
    const isShared = await sharedBy(at, at.owner);
    return infoOf(at, view, environment, isShared(environment));
  },
});

const inGroup = (path: string): Resource => ({ type: "ENV_GROUP", id: path });
