import { z } from "zod";
import { groupsOf } from "../../../db/environments";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { yes } from "../verdict";
import { everyView, holdsOn, loadEnvironment, ownerOfEnvironment } from "../views";
import { type GroupWire, groupsResponse, groupWire } from "./shape";
import { asGroup } from "./target";

export const getGroups = operation({
  method: "environment.group.GetGroups",
  kind: "read",
  scope: "resource",
  summary: "List groups: one's own and those shared by every owner one works with, or those of one environment.",
  input: z.object({ envName: field.name().optional(), ownerUid: field.ownerUid() }),
  output: groupsResponse,
  owner: ({ db, actor, input }) => {
    const { envName } = input;
    return envName === undefined
      ? ownerMeant({ db, actor, input })
      : ownerOfEnvironment({ db, actor, input: { envName } });
  },
  load: async (at) => {
    const { envName } = at.input;
    const named = envName === undefined ? null : await loadEnvironment({ ...at, input: { envName } });
    const everyone = named ? [{ owner: at.owner, view: named.view }] : await everyView(at);
    const array: GroupWire[] = [];
    for (const { owner, view } of everyone) {
      for (const group of await groupsOf(at.db, owner)) {
        if (named && !named.environment.groups.includes(group.path)) continue;
        if (holdsOn(at, view, asGroup(group.path))) array.push(groupWire(group, at.actor.uid));
      }
    }
    return { array };
  },
  allow: () => yes("They see what is theirs, and what is shared with them."),
  handle: async ({ facts }) => facts,
});
