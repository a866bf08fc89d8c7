import { z } from "zod";
import { teamIds } from "../../../db/teams";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { theirOwn } from "../verdict";
import { collaborationWire, openAlbum } from "../wire/collaborations";
import { collaborationsResponse } from "../wire/shapes";

export const getTeams = operation({
  method: "users.team.Get",
  kind: "read",
  summary: "List one's own teams, by name, with their members and what they share.",
  input: z.object({ ownerUid: field.ownerUid() }),
  output: collaborationsResponse,
  owner: ownerMeant,
  load: async () => null,
  ownersOnly: true,
  allow: theirOwn,
  handle: async ({ db, owner }) => {
    const { wholes: teams, album } = await openAlbum(db, owner, await teamIds(db, owner), "flat");
    return {
      collaborations: teams.map((team) => collaborationWire(team, album, { as: "owner" })),
      includeChildren: false,
      isOwner: true,
    };
  },
});
