import { z } from "zod";
import { dropPointers } from "../../../db/memberships";
import { removeTeam } from "../../../db/teams";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";
import { loadTeam } from "./target";

export const deleteTeam = operation({
  method: "users.team.Delete",
  kind: "write",
  summary: "Remove a team: its members lose at once what they had through it.",
  input: z.object({ teamId: field.id(), ownerUid: field.ownerUid() }),
  output: response,
  owner: ownerMeant,
  load: loadTeam,
  ownersOnly: true,
  allow: theirOwn,
  handle: async (at) => {
    const { collaboration, members } = at.facts;
    await removeTeam(at.db, at.owner, collaboration.id);
    await dropPointers(
      at.db,
      at.owner,
      members.map((member) => member.id),
    );
    at.record({ target: "team", id: collaboration.id, before: { displayName: collaboration.display_name } });
    for (const { id, email, status } of members) at.record({ target: "member", id, before: { email, status } });
    return {};
  },
});
