import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { parseEmail } from "../../domain/email";
import { invalid } from "../../domain/refusal";
import * as field from "../fields";
import { inviteInto } from "../invitation";
import { operation } from "../operation";
import { ownersView } from "../owners-view";
import { ownerMeant } from "../standing";
import { readUntil, untilField } from "../until";
import { theirOwn } from "../verdict";
import { collaborationResponse } from "../wire/shapes";
import { loadTeam } from "./target";

export const inviteToTeam = operation({
  method: "users.team.Invite",
  kind: "write",
  summary: "Invite a person into a team by their address; nothing is shared until they accept.",
  input: z.object({
    email: field.text(320),
    teamId: field.id(),
    displayName: field.text().optional(),
    until: untilField(),
    ownerUid: field.ownerUid(),
  }),
  output: collaborationResponse,
  owner: ownerMeant,
  load: async (at) => ({ email: parseEmail(at.input.email), team: await loadTeam(at) }),
  ownersOnly: true,
  allow: theirOwn,
  handle: async (at) => {
    const { email, team } = at.facts;
    const { collaboration, members } = team;
    if (email.canonical === (await findAccount(at.db, at.owner))?.email) {
      throw invalid("email", "an account cannot invite itself");
    }
    const existing = members.find((member) => member.email === email.canonical);
    const into = { collaborationId: collaboration.id, type: "GROUP" } as const;
    const invitee = { email, displayName: at.input.displayName, until: readUntil(at.input.until) };
    await inviteInto(at, into, invitee, existing);
    return ownersView(at, collaboration.id);
  },
});
