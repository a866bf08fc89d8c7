import { z } from "zod";
import type { NewStep } from "../../../db/activities";
import { findWhole } from "../../../db/collaborations";
import { DUPLICATE, type Wanted } from "../../domain/activity";
import { parseEmail } from "../../domain/email";
import { invalid, notFound, Refusal } from "../../domain/refusal";
import { resourceTypes } from "../../domain/resource";
import * as field from "../fields";
import { operation } from "../operation";
import { readUntil, untilField } from "../until";
import { theirOwn } from "../verdict";
import { start } from "./activities";

const MOST = 200;
const MOST_SHARES = 50;

export const startInvites = operation({
  method: "confer.pages.StartInvites",
  kind: "write",
  tokens: false,
  summary:
    "Begin to invite many people, each with what is to be shared with them, or into a team; each step is judged when it is taken.",
  input: z.object({
    invitees: z
      .array(
        z.strictObject({
          email: field.text(320),
          label: field.text().optional(),
          /** Until when this one is a member, instead of what is said for all. */
          until: untilField(),
        }),
      )
      .min(1)
      .max(MOST, `at most ${MOST} addresses`),
    shares: z
      .array(
        z.strictObject({
          type: z.enum(resourceTypes),
          resourceId: field.text(),
          roleIds: field.ids(500).min(1),
        }),
      )
      .max(MOST_SHARES)
      .optional(),
    /** Until when they are members. */
    until: untilField(),
    /** They are invited into this team, and get what is shared with it, so without `shares` of their own. */
    teamId: field.id().optional(),
  }),
  output: z.strictObject({ id: z.number() }),
  load: async (at) => {
    const { teamId, ...input } = at.input;
    if (teamId !== undefined) {
      if (input.shares?.length) throw invalid("shares");
      const team = await findWhole(at.db, at.owner, teamId);
      if (team?.collaboration.type !== "GROUP") throw notFound("team");
    }
    const shares = (input.shares ?? []).map(({ roleIds, ...resource }) => ({ ...resource, roles: roleIds }));
    const seen = new Set<string>();
    readUntil(at.input.until);
    return input.invitees.map(({ email, label, until = input.until }): NewStep => {
      const asked: Wanted = {
        email: email.trim(),
        label: label?.trim() || undefined,
        teamId,
        until,
        shares,
      };
      const outcome = outcomeBefore(email, until, seen);
      return { subject: asked.email, asked, ...(outcome ? { outcome } : {}) };
    });
  },
  allow: theirOwn,
  handle: (at) => start(at, "invite", at.facts),
});

/** What is known of an address before anything is done. */
function outcomeBefore(raw: string, until: string | undefined, seen: Set<string>): NewStep["outcome"] {
  try {
    const { canonical } = parseEmail(raw);
    if (seen.has(canonical)) return { verdict: "skipped", code: DUPLICATE, note: "" };
    seen.add(canonical);
    readUntil(until);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { verdict: "refused", code: error.code, note: error.message };
  }
}
