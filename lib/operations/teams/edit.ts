import { z } from "zod";
import { saveTeam } from "../../../db/teams";
import * as field from "../fields";
import { operation } from "../operation";
import { ownersView } from "../owners-view";
import { ownerMeant } from "../standing";
import { theirOwn } from "../verdict";
import { collaborationResponse } from "../wire/shapes";
import { loadTeam } from "./target";

export const editTeam = operation({
  method: "users.team.Edit",
  kind: "write",
  summary: "Rename a team, or tie it to a group of an outside directory.",
  input: z.object({
    teamId: field.id(),
    displayName: field.name().optional(),
    externalId: field.text().optional(),
    ownerUid: field.ownerUid(),
  }),
  output: collaborationResponse,
  owner: ownerMeant,
  load: loadTeam,
  ownersOnly: true,
  allow: theirOwn,
  handle: async (at) => {
    const { collaboration } = at.facts;
    const { displayName = collaboration.display_name, externalId = collaboration.external_id } = at.input;
    const before = { displayName: collaboration.display_name, externalId: collaboration.external_id };
    if (displayName !== before.displayName || externalId !== before.externalId) {
      const change = { display_name: displayName, external_id: externalId };
      await saveTeam(at.db, at.owner, collaboration.id, change);
      at.record({ target: "team", id: collaboration.id, before, after: { displayName, externalId } });
    }
    return ownersView(at, collaboration.id);
  },
});
