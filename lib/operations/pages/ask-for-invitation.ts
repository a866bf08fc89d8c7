import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { findClosed, overdue } from "../../../db/invitations";
import { config } from "../../config.mjs";
import { letterLanguage } from "../../domain/language";
import { notFound } from "../../domain/refusal";
import { inert } from "../../mail";
import { hashSecret } from "../../secrets";
import { wordsIn } from "../../words";
import * as field from "../fields";
import { mineById } from "../mine";
import { type Asked, type At, type Leave, operation } from "../operation";
import { anyone } from "../verdict";
import { response } from "../wire/shapes";
import { withinLimit } from "../within-limit";

/** As few as invitations themselves (S-27): a day for one address with one owner, and for an owner in all. */
const PER_ADDRESS_DAY = 3;
const PER_OWNER_DAY = 200;

export const askForInvitation = operation({
  method: "confer.pages.AskForInvitation",
  kind: "write",
  anyone: true,
  tokens: false,
  summary:
    "Ask whoever invited for a new invitation, with the link of one that is closed, or as the invited one. They get a letter.",
  input: z.object({ secret: field.text(100).optional(), id: field.id().optional() }),
  output: response,
  owner: async (at) => (await closedOf(at)).owner,
  load: closedOf,
  allow: anyone,
  handle: async (at) => {
    const { email } = at.facts;
    await withinLimits(at, email);
    const owner = (await findAccount(at.db, at.owner))!;
    const language = letterLanguage(owner.lang);
    const t = wordsIn(language, "mail");
    const who = inert(email);
    at.send({
      kind: "asked",
      language,
      to: owner.email_shown,
      subject: t("askedSubject", { who }),
      lines: [t("askedSays", { who })],
      button: { label: t("openMembers"), url: `${config().url}/members?q=${encodeURIComponent(email)}` },
    });
    at.record({ target: "invitation", id: email, after: { asked: "for a new one" } });
    return {};
  },
});

type Given = { secret?: string | undefined; id?: number | undefined };

/** Refusal: not-found, for whatever is no invitation of the caller's, still open, or accepted. */
async function closedOf(at: Asked<Given>): Promise<{ owner: number; email: string }> {
  const { secret, id } = at.input;
  if (id !== undefined && at.actor.uid !== 0) {
    const mine = await mineById(at, id);
    if (!(await overdue(at.db, mine.owner_uid, [mine.id])).has(mine.id)) throw notFound("invitation");
    return { owner: mine.owner_uid, email: mine.email };
  }
  const closed = secret === undefined ? undefined : await findClosed(at.db, hashSecret(secret));
  if (!closed || closed.why === "accepted") throw notFound("invitation");
  return closed;
}

async function withinLimits({ db, owner }: At<unknown> & Leave, email: string): Promise<void> {
  await withinLimit({ key: `ask/${owner}/${email}`, seconds: 86_400, most: PER_ADDRESS_DAY }, db);
  await withinLimit({ key: `ask/${owner}`, seconds: 86_400, most: PER_OWNER_DAY }, db);
}
