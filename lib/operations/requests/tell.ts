import { findAccount, readersOf } from "../../../db/accounts";
import type { RequestRow, RequestState } from "../../../db/schema";
import { config } from "../../config.mjs";
import { letterLanguage } from "../../domain/language";
import type { Resource } from "../../domain/resource";
import { isMembership } from "../../domain/revival";
import { inert, type Letter } from "../../mail";
import { wordsIn } from "../../words";
import type { At, Leave } from "../operation";
import { letterOf } from "../tell-member";
import { thingNames } from "../thing-names";

type Here = At<unknown> & Leave;

/** To the owner: who asks for what, and their note. */
export async function tellAsked(at: Here, method: string, resource: Resource, note: string): Promise<Letter> {
  const owner = (await findAccount(at.db, at.owner))!;
  const language = letterLanguage(owner.lang);
  const t = wordsIn(language, "mail");
  const thing = (await thingNames(at, [resource]))(resource, language);
  const who = inert(at.actor.name || at.actor.email);
  const isBack = isMembership(method, resource);
  return {
    kind: "request",
    language,
    to: owner.email_shown,
    subject: t(isBack ? "backSubject" : "requestSubject", { who, thing }),
    lines: [
      t(isBack ? "backWhat" : "requestWhat", { who, email: inert(at.actor.email), thing, method }),
      ...(note ? [t("reasonGiven", { reason: inert(note) })] : []),
    ],
    button: { label: t("requestButton"), url: `${config().url}/requests` },
  };
}

const answers = {
  more: { GRANTED: ["grantedSubject", "grantedWhat"], DECLINED: ["declinedSubject", "declinedWhat"] },
  back: { GRANTED: ["backGrantedSubject", "backGrantedWhat"], DECLINED: ["backDeclinedSubject", "backDeclinedWhat"] },
} as const;

/** To whoever asked: what became of it, and why. */
export async function tellAnswered(
  at: Here,
  request: RequestRow,
  { state, reason }: { state: Exclude<RequestState, "OPEN">; reason: string },
): Promise<void> {
  const reader = (await readersOf(at.db, [request.asker_uid])).get(request.asker_uid);
  if (!reader) return;
  const { who, head } = letterOf(at, reader);
  const t = wordsIn(head.language, "mail");
  const resource = { type: request.type, id: request.resource_id };
  const thing = (await thingNames(at, [resource]))(resource, head.language);
  const [subject, what] = answers[isMembership(request.method, resource) ? "back" : "more"][state];
  at.send({
    ...head,
    kind: "request",
    subject: t(subject, { who, thing }),
    lines: [
      t(what, { who, thing, method: request.method }),
      ...(reason ? [t("reasonGiven", { reason: inert(reason) })] : []),
    ],
  });
}
