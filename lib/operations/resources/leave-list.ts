import { z } from "zod";
import { putEntries, saveModel } from "../../../db/threat-models";
import { isOwnLine } from "../../domain/diagram/rights";
import * as field from "../fields";
import { tellOffList } from "../letters";
import { ownerOfNamed, reachModel } from "../models";
import { operation } from "../operation";
import { untilWire } from "../until";
import { no, yes } from "../verdict";
import { response } from "../wire/shapes";

export const leaveList = operation({
  method: "confer.access.LeaveList",
  grant: "users.collaboration.LeaveCollaboration",
  kind: "write",
  unheld: true,
  summary:
    "Take oneself off a threat model's own list; what else gives one a role there, an environment's shares or a line for everybody, stays.",
  input: z.object({ threatModelId: field.uuid() }),
  output: response,
  owner: (at) => ownerOfNamed(at, at.input.threatModelId),
  load: async (at) => {
    const { model } = await reachModel(at, at.input.threatModelId);
    return { model, own: model.entries.filter((line) => isOwnLine(line, at.actor)) };
  },
  allow: ({ owner, actor, facts: { own } }) => {
    if (owner === actor.uid) return no("An owner cannot leave their own threat model.");
    return own.length > 0 ? yes("It is their own line.") : no("Its own list does not name them.");
  },
  handle: async (at) => {
    const { model, own } = at.facts;
    await saveModel(at.db, model, {});
    await putEntries(
      at.db,
      at.owner,
      model.id,
      model.entries.filter((line) => !own.includes(line)),
    );
    const { id, name } = model;
    for (const line of own) {
      const { uid, email, group_name: group, role } = line;
      const was = { name, line: { uid, email, group, role }, ...untilWire(line) };
      at.record({ target: "threat-model", id, before: was, after: { name, line: null } });
    }
    at.send(await tellOffList(at, model));
    return {};
  },
});
