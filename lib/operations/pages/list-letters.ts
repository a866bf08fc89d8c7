import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { addressedTo, outbox } from "../../../db/mail";
import { isDemo } from "../../demo";
import { notFound } from "../../domain/refusal";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { dateWire } from "../wire/people";

const letter = z.strictObject({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  at: z.string(),
  mine: z.boolean(),
});
export type ShownLetter = z.infer<typeof letter>;

export const getLetters = operation({
  method: "confer.pages.GetLetters",
  kind: "read",
  tokens: false,
  // An invitation's link is a key: outside the demo, where everybody has a mailbox of their own, nobody reads it here.
  summary: "List the letters written for the caller and those addressed to them, newest first. Only in the demo.",
  input: z.object({}),
  output: z.strictObject({ letters: z.array(letter) }),
  load: async (at) => {
    if (!isDemo()) throw notFound("outbox");
    const me = (await findAccount(at.db, at.owner))!;
    const all = [...(await outbox(at.db, at.owner)), ...(await addressedTo(at.db, me.email_shown))];
    return { me, letters: [...new Map(all.map((one) => [one.id, one])).values()] };
  },
  allow: theirOwn,
  handle: async ({ facts: { me, letters } }) => ({
    letters: letters
      .sort((a, b) => b.created_at.getTime() - a.created_at.getTime())
      .map((one) => ({
        id: one.id,
        to: one.to_email,
        subject: one.subject,
        text: one.text,
        at: dateWire(one.created_at),
        mine: one.to_email === me.email_shown,
      })),
  }),
});
