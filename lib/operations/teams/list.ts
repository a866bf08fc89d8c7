import { z } from "zod";
import { wholesOf } from "../../../db/collaborations";
import { teamIds } from "../../../db/teams";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { albumOf, collaborationWire } from "../wire/collaborations";
import { collaborationsResponse } from "../wire/shapes";
import { ownersOnly } from "./target";

export const getTeams = operation({
  method: "users.team.Get",
  kind: "read",
  summary: "List one's own teams, by name, with their members and what they share.",
  input: z.object({ ownerUid: field.ownerUid() }),
  output: collaborationsResponse,
  owner: ownerMeant,
  load: async () => null,
  allow: ownersOnly,
  handle: async ({ db, owner }) => {
    const teams = await wholesOf(db, owner, await teamIds(db, owner));
    const album = await albumOf(db, owner, teams, "flat");
    return {
      collaborations: teams.map((team) => collaborationWire(team, album, { as: "owner" })),
      includeChildren: false,
      isOwner: true,
    };
  },
});
