import { z } from "zod";
import { findAccount, findAccountByEmail } from "../../../db/accounts";
import { findWhole } from "../../../db/collaborations";
import { findClosed, findInvited } from "../../../db/invitations";
import { hashSecret } from "../../secrets";
import * as field from "../fields";
import { type At, operation } from "../operation";
import { TAKER } from "../taker";
import { anyone } from "../verdict";
import { versionFor } from "../versions";
import { dateWire } from "../wire/people";
import { asIfActive } from "./list-rights";
import { thingShape, thingsOf } from "./things";

/** The invited person is signed in; somebody else is; or nobody, and the address has an account or none yet. */
const reader = z.discriminatedUnion("as", [
  z.strictObject({ as: z.literal("invited") }),
  z.strictObject({ as: z.literal("other"), email: z.string() }),
  z.strictObject({ as: z.literal("nobody"), hasAccount: z.boolean() }),
]);
const openInvitation = z.strictObject({
  collaborationId: z.number(),
  from: z.string(),
  fromEmail: z.string(),
  team: z.string(),
  to: z.string(),
  until: z.string(),
  offers: z.array(thingShape),
  reader,
});
export type OpenInvitation = z.infer<typeof openInvitation>;
/** Whoever holds an old link has had the letter: they may know what became of it. */
const closedInvitation = z.strictObject({
  why: z.enum(["accepted", "rejected", "replaced", "withdrawn", "expired"]),
  from: z.string(),
  fromEmail: z.string(),
  to: z.string(),
  reader,
});
export type ClosedInvitation = z.infer<typeof closedInvitation>;

export const readInvitation = operation({
  method: "confer.pages.ReadInvitation",
  kind: "read",
  anyone: true,
  // Whoever holds the secret got it by mail (S-20). Reading changes nothing (S-23).
  summary:
    "Show who invites whom, to what, until when; or what became of the invitation. Both null for a link that never was one.",
  input: z.object({ secret: field.text(100) }),
  output: z.strictObject({ invitation: openInvitation.nullable(), closed: closedInvitation.nullable() }),
  load: async (at) => {
    const invitation = await opened(at);
    return { invitation, closed: invitation ? null : await closed(at) };
  },
  allow: anyone,
  handle: async ({ facts }) => facts,
});

async function opened(at: At<{ secret: string }>): Promise<OpenInvitation | null> {
  const { db, actor, input } = at;
  const member = await findInvited(db, hashSecret(input.secret));
  if (!member) return null;
  const owner = (await findAccount(db, member.owner_uid))!;
  const whole = (await findWhole(db, member.owner_uid, member.collaboration_id))!;
  const version = await versionFor(actor, member.owner_uid);
  const world = await asIfActive(at, member.owner_uid, version, whole);
  return {
    collaborationId: whole.collaboration.id,
    from: owner.name || owner.email_shown,
    fromEmail: owner.email_shown,
    team: whole.collaboration.display_name,
    to: member.email_shown,
    until: member.secret_expires_at ? dateWire(member.secret_expires_at) : "",
    offers: await thingsOf(db, member.owner_uid, whole.shares, { world, uid: TAKER }),
    reader: await readerOf({ db, actor }, member.email),
  };
}

async function closed({ db, actor, input }: At<{ secret: string }>): Promise<ClosedInvitation | null> {
  const found = await findClosed(db, hashSecret(input.secret));
  const owner = found && (await findAccount(db, found.owner));
  if (!owner) return null;
  return {
    why: found.why,
    from: owner.name || owner.email_shown,
    fromEmail: owner.email_shown,
    to: found.email,
    reader: await readerOf({ db, actor }, found.email),
  };
}

async function readerOf(
  { db, actor }: Pick<At<unknown>, "db" | "actor">,
  invited: string,
): Promise<OpenInvitation["reader"]> {
  if (actor.uid !== 0) {
    return actor.email === invited && actor.verified ? { as: "invited" } : { as: "other", email: actor.email };
  }
  const account = await findAccountByEmail(db, invited);
  return { as: "nobody", hasAccount: account !== undefined && account.verified_at !== null };
}
