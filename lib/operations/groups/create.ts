import { z } from "zod";
import { addGroup, findGroup } from "../../../db/environments";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { judgeOn, viewOf } from "../views";
import { readLooks } from "./data";
import { addParents } from "./parents";
import { newGroupPath } from "./path";
import { groupsResponse, groupWire } from "./shape";
import { loadSite } from "./target";

export const createGroup = operation({
  method: "environment.group.CreateGroup",
  kind: "write",
  scope: "resource",
  summary: "Make a group of environments, and the groups around it that are missing.",
  input: z.object({ envGroup: field.text(2000), data: field.json().optional(), ownerUid: field.ownerUid() }),
  output: groupsResponse,
  owner: ownerMeant,
  load: async (at) => {
    const path = newGroupPath(at.input.envGroup, "envGroup");
    const looks = readLooks(at.input.data);
    const view = await viewOf(at);
    return { path, looks, view, site: await loadSite(at, path, view) };
  },
  allow: (at) => judgeOn(at, at.facts.view, at.facts.site.around),
  handle: async (at) => {
    const { path, looks, site } = at.facts;
    if (site.taken)
      throw new Refusal("exists", `The group ${path} exists already.`, {
        reason: REASON.groupThere,
        field: "envGroup",
      });
    await addParents(at, site);
    await addGroup(at.db, { owner_uid: at.owner, path, color: looks.color ?? "", icon: looks.icon ?? "" });
    at.record({ target: "group", id: path, after: looks });
    return { array: [groupWire((await findGroup(at.db, at.owner, path))!, at.actor.uid)] };
  },
});
