import { findAccount } from "../../db/accounts";
import type { MemberRow } from "../../db/schema";
import { config } from "../config.mjs";
import { inert, type Letter } from "../mail";
import type { At } from "./operation";

/** Tells the owner what a member answered or did (vap.md C.6). */
export async function tellOwner(
  at: Pick<At<unknown>, "db" | "owner" | "actor">,
  kind: "accepted" | "rejected" | "left",
  member: MemberRow,
): Promise<Letter> {
  const owner = await findAccount(at.db, at.owner);
  const who = at.actor.name ? `${inert(at.actor.name)} (${member.email_shown})` : member.email_shown;
  const what = {
    accepted: `${who} accepted your invitation and now has the access you chose.`,
    rejected: `${who} rejected your invitation. Nothing was shared; you can invite them again.`,
    left: `${who} left. Their access ended at once; what you shared with them is kept for a new invitation.`,
  };
  return {
    kind,
    to: owner!.email_shown,
    subject: `${inert(at.actor.name || member.email_shown)} ${kind === "left" ? "left" : `${kind} your invitation`}`,
    lines: [what[kind]],
    button: { label: "Open Members", url: `${config().url}/members` },
  };
}
