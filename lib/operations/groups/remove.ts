import { z } from "zod";
import { groupPaths, removeGroup as removeGroups } from "../../../db/environments";
import { repathed } from "../../domain/rearranged";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { vanish } from "../vanish";
import { all, no, yes } from "../verdict";
import { holdsOn, judgeOn } from "../views";
import { response } from "../wire/shapes";
import { gainsNothing } from "./gain";
import { isWithin } from "./path";
import { asGroup, loadGroup } from "./target";

export const removeGroup = operation({
  method: "environment.group.RemoveGroup",
  kind: "write",
  scope: "resource",
  summary: "Remove a group with the groups inside it; environments stay, and the groups are shared no more.",
  input: z.object({ envGroup: field.text(2000), ownerUid: field.ownerUid() }),
  output: response,
  owner: ownerMeant,
  load: async (at) => {
    const { group, view } = await loadGroup(at, at.input.envGroup, "envGroup");
    const paths = (await groupPaths(at.db, at.owner)).filter((path) => isWithin(path, group.path));
    const gain = await gainsNothing(at, repathed(new Map(paths.map((path) => [path, null]))));
    return { group, view, paths, gain };
  },
  allow: (at) => {
    const { group, view, paths, gain } = at.facts;
    const inside = paths.every((path) => holdsOn(at, view, asGroup(path)));
    return all(
      judgeOn(at, view, asGroup(group.path)),
      inside ? yes("All inside it is theirs to remove.") : no("Not everything inside it is theirs to remove."),
      gain,
    );
  },
  handle: async (at) => {
    const { group, paths } = at.facts;
    await removeGroups(at.db, at.owner, paths);
    at.record({ target: "group", id: group.path, before: { paths } });
    await vanish(at, "ENV_GROUP", paths);
    return {};
  },
});
