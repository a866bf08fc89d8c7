import { findAccount } from "../../db/accounts";
import type { MemberRow } from "../../db/schema";
import { config } from "../config.mjs";
import { letterLanguage } from "../domain/language";
import { inert, type Letter } from "../mail";
import { wordsIn } from "../words";
import type { At } from "./operation";

type Doing = Pick<At<unknown>, "db" | "owner" | "actor">;

/** Tells the owner what a member answered or did (vap.md C.6), and why, where they said so. */
export async function tellOwner(
  at: Doing,
  kind: "accepted" | "rejected" | "left",
  { email_shown: email }: Pick<MemberRow, "email_shown">,
  reason = "",
): Promise<Letter> {
  const { head, t, called, who } = await letterOf(at, email);
  return {
    ...head,
    kind,
    subject: t(subjects[kind], { who: called }),
    lines: [t(lines[kind], { who }), ...(reason ? [t("reasonGiven", { reason: inert(reason) })] : [])],
    button: { label: t("openMembers"), url: `${config().url}/members` },
  };
}

/** Tells the owner that somebody took themselves off the own list of a threat model. */
export async function tellOffList(at: Doing, { id, name }: { id: string; name: string }): Promise<Letter> {
  const { head, t, called, who } = await letterOf(at, at.actor.email);
  const model = inert(name);
  return {
    ...head,
    kind: "left",
    subject: t("offListSubject", { who: called, model }),
    lines: [t("offListWhat", { who, model })],
    button: { label: t("openModel"), url: `${config().url}/threat-models?model=${id}` },
  };
}

/** What all of these begin with, and what somebody is called in them: shortly, and with their address. */
async function letterOf({ db, owner: uid, actor }: Doing, email: string) {
  const owner = (await findAccount(db, uid))!;
  const language = letterLanguage(owner.lang);
  const t = wordsIn(language, "mail");
  const name = inert(actor.name);
  const who = name ? t("who", { name, email }) : email;
  return { head: { language, to: owner.email_shown }, t, called: name || email, who };
}

const subjects = { accepted: "acceptedSubject", rejected: "rejectedSubject", left: "leftSubject" } as const;
const lines = { accepted: "acceptedWhat", rejected: "rejectedWhat", left: "leftWhat" } as const;
