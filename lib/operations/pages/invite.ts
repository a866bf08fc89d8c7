import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { findPair, findWhole } from "../../../db/collaborations";
import { parseEmail } from "../../domain/email";
import { invalid, Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { inviteInto } from "../invitation";
import { operation } from "../operation";
import { readElements } from "../share-argument";
import { shareMore } from "../share-more";
import { readUntil, untilField } from "../until";
import { theirOwn } from "../verdict";

export const inviteWithOffers = operation({
  method: "confer.pages.Invite",
  kind: "write",
  tokens: false,
  summary:
    "Invite a person and share with them in one step, so that their letter says what they would get; what cannot be shared is told.",
  input: z.object({
    email: field.text(320),
    displayName: field.text().optional(),
    /** Until when they are a member. */
    until: untilField(),
    /** As AddResources takes it. */
    resources: field.json(),
  }),
  output: z.strictObject({ id: z.number(), notShared: z.array(z.string()) }),
  load: async ({ db, owner, input }) => {
    const email = parseEmail(input.email);
    return { email, existing: await findPair(db, owner, email.canonical) };
  },
  allow: theirOwn,
  handle: async (at) => {
    const { email, existing } = at.facts;
    if (email.canonical === (await findAccount(at.db, at.owner))?.email) {
      throw invalid("email", "an account cannot invite itself");
    }
    const elements = readElements(at.input.resources);
    const notShared: string[] = [];
    const share = async (collaborationId: number) => {
      const whole = (await findWhole(at.db, at.owner, collaborationId))!;
      const outcomes = await shareMore(at, whole, elements, false);
      for (const outcome of outcomes) if (outcome instanceof Refusal) notShared.push(outcome.message);
    };
    const invitee = { email, displayName: at.input.displayName, until: readUntil(at.input.until) };
    const id = await inviteInto(at, "a pair of its own", invitee, existing, share);
    return { id, notShared };
  },
});
