import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { pairsOf } from "../../../db/roster";
import { parseEmail } from "../../domain/email";
import { Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { statusNow } from "../until";
import { dateWire } from "../wire/people";
import { shownState, shownStates } from "./member-rows";

const MOST = 500;

const checked = z.strictObject({
  /** As it was asked; `email` is how it is compared, empty where it is no address. */
  address: z.string(),
  email: z.string(),
  verdict: z.enum(["new", "self", "broken", "known"]),
  /** Who is known under it, and since when they are in this state. */
  member: z
    .strictObject({ id: z.number(), label: z.string(), state: z.enum(shownStates), since: z.string() })
    .nullable(),
});
export type CheckedAddress = z.infer<typeof checked>;

export const checkAddresses = operation({
  method: "confer.pages.CheckAddresses",
  grant: "users.collaboration.InviteMember",
  kind: "read",
  tokens: false,
  summary: "Tell of each address, before anybody is invited, whether it is one, and who of the members has it.",
  input: z.object({ addresses: z.array(z.string().max(400)).max(MOST), ownerUid: field.ownerUid() }),
  output: z.strictObject({ addresses: z.array(checked) }),
  owner: ownerMeant,
  load: standingOf,
  allow: (at) => mayActForOwner(at, at.facts),
  handle: async ({ db, owner, actor, input }) => {
    const own = new Set([(await findAccount(db, owner))!.email, actor.email]);
    const emails = input.addresses.map(canonical);
    const pairs = new Map((await pairsOf(db, owner, emails.filter(Boolean))).map((row) => [row.email, row]));
    const now = Date.now();
    return {
      addresses: input.addresses.map((address, n): CheckedAddress => {
        const email = emails[n]!;
        const row = pairs.get(email);
        return {
          address,
          email,
          verdict: email === "" ? "broken" : own.has(email) ? "self" : row ? "known" : "new",
          member: row
            ? {
                id: row.id,
                label: row.display_name,
                state: shownState(
                  {
                    status: statusNow(row),
                    invitedUntil: row.secret_expires_at?.getTime() ?? null,
                    endsAt: row.ends_at?.getTime() ?? null,
                  },
                  now,
                ),
                since: dateWire(row.status_at),
              }
            : null,
        };
      }),
    };
  },
});

function canonical(address: string): string {
  try {
    return parseEmail(address).canonical;
  } catch (error) {
    if (error instanceof Refusal) return "";
    throw error;
  }
}
