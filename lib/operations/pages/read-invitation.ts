import { z } from "zod";
import { findAccount, findAccountByEmail } from "../../../db/accounts";
import { findWhole } from "../../../db/collaborations";
import { environmentsOf } from "../../../db/environments";
import { findInvited } from "../../../db/invitations";
import { rolesOf } from "../../../db/roles";
import { resourceTypes } from "../../domain/resource";
import { hashSecret } from "../../secrets";
import * as field from "../fields";
import { type At, operation } from "../operation";
import { anyone } from "../verdict";
import { dateWire } from "../wire/people";

/** The invited person is signed in; somebody else is; or nobody, and the address has an account or none yet. */
const reader = z.discriminatedUnion("as", [
  z.strictObject({ as: z.literal("invited") }),
  z.strictObject({ as: z.literal("other"), email: z.string() }),
  z.strictObject({ as: z.literal("nobody"), hasAccount: z.boolean() }),
]);
const offer = z.strictObject({
  id: z.number(),
  type: z.enum(resourceTypes),
  resourceId: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
});
const openInvitation = z.strictObject({
  collaborationId: z.number(),
  from: z.string(),
  fromEmail: z.string(),
  team: z.string(),
  to: z.string(),
  until: z.string(),
  offers: z.array(offer),
  reader,
});
export type OpenInvitation = z.infer<typeof openInvitation>;

export const readInvitation = operation({
  method: "confer.pages.ReadInvitation",
  kind: "read",
  anyone: true,
  // Whoever holds the secret got it by mail (S-20). Reading changes nothing (S-23).
  summary: "Show who invites whom, to what, until when. Null once answered, replaced or expired; which, is not said.",
  input: z.object({ secret: field.text(100) }),
  output: z.strictObject({ invitation: openInvitation.nullable() }),
  load: opened,
  allow: anyone,
  handle: async ({ facts }) => ({ invitation: facts }),
});

async function opened({ db, actor, input }: At<{ secret: string }>): Promise<OpenInvitation | null> {
  const member = await findInvited(db, hashSecret(input.secret));
  if (!member) return null;
  const owner = (await findAccount(db, member.owner_uid))!;
  const whole = (await findWhole(db, member.owner_uid, member.collaboration_id))!;
  const roles = new Map((await rolesOf(db, member.owner_uid)).map((role) => [role.id, role.name]));
  const names = new Map((await environmentsOf(db, member.owner_uid)).map(({ appid, name }) => [appid, name]));
  return {
    collaborationId: whole.collaboration.id,
    from: owner.name || owner.email_shown,
    fromEmail: owner.email_shown,
    team: whole.collaboration.display_name,
    to: member.email_shown,
    until: member.secret_expires_at ? dateWire(member.secret_expires_at) : "",
    offers: whole.shares.map((share) => ({
      id: share.id,
      type: share.type,
      resourceId: share.resource_id,
      name: names.get(share.resource_id) ?? share.resource_id,
      roles: share.role_ids.flatMap((id) => roles.get(id) ?? []),
    })),
    reader: await readerOf({ db, actor }, member.email),
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
