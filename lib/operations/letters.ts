import { findAccount } from "../../db/accounts";
import type { MemberRow } from "../../db/schema";
import { config } from "../config.mjs";
import { letterLanguage } from "../domain/language";
import { inert, type Letter } from "../mail";
import { wordsIn } from "../words";
import type { At } from "./operation";

/** Tells the owner what a member answered or did (vap.md C.6), and why, where they said so. */
export async function tellOwner(
  at: Pick<At<unknown>, "db" | "owner" | "actor">,
  kind: "accepted" | "rejected" | "left",
  member: MemberRow,
  reason = "",
): Promise<Letter> {
  const owner = await findAccount(at.db, at.owner);
  const language = letterLanguage(owner!.lang);
  const t = wordsIn(language, "mail");
  const email = member.email_shown;
  const name = inert(at.actor.name);
  return {
    kind,
    language,
    to: owner!.email_shown,
    subject: t(subjects[kind], { who: name || email }),
    lines: [
      t(lines[kind], { who: name ? t("who", { name, email }) : email }),
      ...(reason ? [t("reasonGiven", { reason: inert(reason) })] : []),
    ],
    button: { label: t("openMembers"), url: `${config().url}/members` },
  };
}

const subjects = { accepted: "acceptedSubject", rejected: "rejectedSubject", left: "leftSubject" } as const;
const lines = { accepted: "acceptedWhat", rejected: "rejectedWhat", left: "leftWhat" } as const;
