import { z } from "zod";
import { findGroup, groupPaths, moveGroup, saveGroup } from "../../../db/environments";
import { repathed } from "../../domain/rearranged";
import { REASON } from "../../domain/reason";
import { invalid, Refusal } from "../../domain/refusal";
import { parentPath } from "../../domain/resource";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { all, yes } from "../verdict";
import { judgeOn } from "../views";
import { readLooks } from "./data";
import { gainsNothing } from "./gain";
import { addParents } from "./parents";
import { isWithin, newGroupPath } from "./path";
import { groupsResponse, groupWire } from "./shape";
import { asGroup, findSite, loadGroup, loadSite } from "./target";

export const editGroup = operation({
  method: "environment.group.EditGroup",
  kind: "write",
  scope: "resource",
  summary: "Rename, move or recolour a group; whatever is inside it, and whoever it is shared with, follow.",
  input: z.object({
    srcGroupName: field.text(2000),
    dstGroupName: field.text(2000).optional(),
    data: field.json().optional(),
    ownerUid: field.ownerUid(),
  }),
  output: groupsResponse,
  owner: ownerMeant,
  load: async (at) => {
    const { srcGroupName, dstGroupName } = at.input;
    const looks = readLooks(at.input.data);
    const target = dstGroupName === undefined ? undefined : newGroupPath(dstGroupName, "dstGroupName");
    const { group, view } = await loadGroup(at, srcGroupName, "srcGroupName");
    const from = group.path;
    if (target === undefined || target === from) return { group, view, looks, move: null };
    if (isWithin(target, from)) throw invalid("dstGroupName", "a group does not go into itself");
    // A new name in its old place concerns nobody else's place.
    const elsewhere = parentPath(target) !== parentPath(from);
    const site = await (elsewhere ? loadSite(at, target, view) : findSite(at, target));
    const paths = (await groupPaths(at.db, at.owner)).filter((path) => isWithin(path, from));
    const moves = new Map(paths.map((path) => [path, newGroupPath(target + path.slice(from.length), "dstGroupName")]));
    const gain = await gainsNothing(at, repathed(moves));
    return { group, view, looks, move: { target, elsewhere, site, moves, gain } };
  },
  allow: (at) => {
    const { group, view, move } = at.facts;
    const own = judgeOn(at, view, asGroup(group.path));
    if (!move) return own;
    return all(own, move.elsewhere ? judgeOn(at, view, move.site.around) : yes("It stays where it is."), move.gain);
  },
  handle: async (at) => {
    const { group, looks, move } = at.facts;
    const path = move?.target ?? group.path;
    if (move) {
      if (move.site.taken)
        throw new Refusal("exists", `The group ${path} exists already.`, {
          reason: REASON.groupThere,
          field: "dstGroupName",
        });
      await addParents(at, move.site);
      await moveGroup(at.db, at.owner, move.moves);
    }
    await saveGroup(at.db, at.owner, path, looks);
    const before = { path: group.path, color: group.color, icon: group.icon };
    at.record({ target: "group", id: path, before, after: { ...before, path, ...looks } });
    return { array: [groupWire((await findGroup(at.db, at.owner, path))!, at.actor.uid)] };
  },
});
