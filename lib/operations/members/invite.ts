import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { findPair } from "../../../db/collaborations";
import { parseEmail } from "../../domain/email";
import { invalid } from "../../domain/refusal";
import * as field from "../fields";
import { inviteInto } from "../invitation";
import { operation } from "../operation";
import { ownersView } from "../owners-view";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { readUntil, untilField } from "../until";
import { collaborationResponse } from "../wire/shapes";

export const inviteMember = operation({
  method: "users.collaboration.InviteMember",
  kind: "write",
  summary: "Invite a person by their address; nothing is shared until they accept.",
  input: z.object({
    email: field.text(320),
    displayName: field.text().optional(),
    until: untilField(),
    ownerUid: field.ownerUid(),
  }),
  output: collaborationResponse,
  owner: ownerMeant,
  load: async (at) => {
    const standing = await standingOf(at);
    const email = parseEmail(at.input.email);
    const own = (await findAccount(at.db, at.owner))?.email;
    return { standing, email, own, existing: await findPair(at.db, at.owner, email.canonical) };
  },
  allow: (at) => mayActForOwner(at, at.facts.standing),
  handle: async (at) => {
    const { email, existing } = at.facts;
    if (email.canonical === at.facts.own || email.canonical === at.actor.email) {
      throw invalid("email", "an account cannot invite itself");
    }
    const invitee = { email, displayName: at.input.displayName, until: readUntil(at.input.until) };
    const id = await inviteInto(at, "a pair of its own", invitee, existing);
    return ownersView(at, id);
  },
});
