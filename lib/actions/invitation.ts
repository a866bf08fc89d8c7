"use server";

import { unstable_rethrow } from "next/navigation";
import { findAccount, findAccountByEmail } from "@/db/accounts";
import { db } from "@/db/client";
import { findWhole } from "@/db/collaborations";
import { environmentsOf } from "@/db/environments";
import { findInvited } from "@/db/invitations";
import { rolesOf } from "@/db/roles";
import { currentActor } from "../auth";
import type { ResourceType } from "../domain/resource";
import { logFault } from "../fault";
import { dateWire } from "../operations/wire/people";
import { hashSecret } from "../secrets";
import type { Answer } from "./answer";

/** What an invitation's secret opens: who invites whom, to what exactly, until when, and how the reader stands to it. */
export type OpenInvitation = {
  collaborationId: number;
  from: string;
  fromEmail: string;
  team: string;
  to: string;
  until: string;
  offers: { id: number; type: ResourceType; resourceId: string; name: string; roles: string[] }[];
  /** The invited person is signed in; somebody else is; or nobody, and the address has an account or none yet. */
  reader: { as: "invited" } | { as: "other"; email: string } | { as: "nobody"; hasAccount: boolean };
};

/**
 * Reads an invitation by its secret and changes nothing (S-23): whoever holds the secret got it by mail (S-20). Null for one
 * that was answered, replaced or has expired; which of them is not said.
 */
export async function readInvitation(secret: unknown): Promise<Answer<OpenInvitation | null>> {
  try {
    return { ok: true, value: typeof secret === "string" ? await opened(secret) : null };
  } catch (error) {
    unstable_rethrow(error);
    const id = logFault(error, { method: "ACTION", url: "invitation" });
    return { ok: false, code: "error", message: `Something went wrong here. Request ${id}.` };
  }
}

async function opened(secret: string): Promise<OpenInvitation | null> {
  if (!/^[\w-]{43}$/.test(secret)) return null;
  const member = await findInvited(db(), hashSecret(secret));
  if (!member) return null;
  const owner = await findAccount(db(), member.owner_uid);
  const whole = await findWhole(db(), member.owner_uid, member.collaboration_id);
  if (!owner || !whole) return null;
  const roles = new Map((await rolesOf(db(), member.owner_uid)).map((role) => [role.id, role.name]));
  const names = new Map((await environmentsOf(db(), member.owner_uid)).map(({ appid, name }) => [appid, name]));
  const actor = await currentActor();
  const account = actor ? undefined : await findAccountByEmail(db(), member.email);
  return {
    collaborationId: whole.collaboration.id,
    from: owner.name || owner.email_shown,
    fromEmail: owner.email_shown,
    team: whole.collaboration.type === "GROUP" ? whole.collaboration.display_name : "",
    to: member.email_shown,
    until: member.secret_expires_at ? dateWire(member.secret_expires_at) : "",
    offers: whole.shares.map((share) => ({
      id: share.id,
      type: share.type,
      resourceId: share.resource_id,
      name: names.get(share.resource_id) ?? share.resource_id,
      roles: share.role_ids.flatMap((id) => roles.get(id) ?? []),
    })),
    reader: !actor
      ? { as: "nobody", hasAccount: account !== undefined && account.verified_at !== null }
      : actor.email === member.email && actor.verified
        ? { as: "invited" }
        : { as: "other", email: actor.email },
  };
}
