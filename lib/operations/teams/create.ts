import { z } from "zod";
import { addCollaboration } from "../../../db/collaborations";
import { nextId } from "../../../db/ids";
import { teamIds } from "../../../db/teams";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { ownersView } from "../owners-view";
import { ownerMeant } from "../standing";
import { theirOwn } from "../verdict";
import { collaborationResponse } from "../wire/shapes";

/** S-65. */
const MOST_TEAMS = 500;

export const createTeam = operation({
  method: "users.team.Create",
  kind: "write",
  summary: "Make a team: people who get what is shared with the team as a whole.",
  input: z.object({ displayName: field.name(), ownerUid: field.ownerUid() }),
  output: collaborationResponse,
  owner: ownerMeant,
  load: async () => null,
  ownersOnly: true,
  allow: theirOwn,
  handle: async (at) => {
    if ((await teamIds(at.db, at.owner)).length >= MOST_TEAMS) {
      throw new Refusal("limit", `At most ${MOST_TEAMS} teams an account.`, { reason: REASON.mostTeams });
    }
    const { displayName } = at.input;
    const id = await nextId();
    await addCollaboration(at.db, {
      owner_uid: at.owner,
      id,
      type: "GROUP",
      display_name: displayName,
      external_id: "",
    });
    at.record({ target: "team", id, after: { displayName } });
    return ownersView(at, id);
  },
});
