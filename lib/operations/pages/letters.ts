import { z } from "zod";
import { findLetter, outbox } from "../../../db/mail";
import { config } from "../../config.mjs";
import { isDemo } from "../../demo";
import { notFound } from "../../domain/refusal";
import { operation } from "../operation";
import { anyone } from "../verdict";
import { dateWire } from "../wire/people";

/**
 * The demo has no mailboxes: what would have left the house lies here for everybody, signed in or not, since whoever has just
 * signed up has to find their letter. A letter's link is a key, so outside the demo nobody reads any of it.
 */
const MOST = 1_000;

const head = z.strictObject({ id: z.string(), to: z.string(), subject: z.string(), at: z.string() });
const letter = z.strictObject({ ...head.shape, html: z.string(), text: z.string() });
export type LetterHead = z.infer<typeof head>;
export type ShownLetter = z.infer<typeof letter>;

export const getLetters = operation({
  method: "confer.pages.GetLetters",
  kind: "read",
  anyone: true,
  tokens: false,
  summary: "List the letters of this house, to whomever and from whomever, newest first. Only in the demo.",
  input: z.object({}),
  output: z.strictObject({ letters: z.array(head) }),
  load: async ({ db }) => {
    if (!isDemo()) throw notFound("outbox");
    return outbox(db, MOST);
  },
  allow: anyone,
  handle: async ({ facts }) => ({ letters: facts.map(headOf) }),
});

export const getLetter = operation({
  method: "confer.pages.GetLetter",
  kind: "read",
  anyone: true,
  tokens: false,
  summary: "Show one letter as its reader would see it. Only in the demo.",
  input: z.object({ id: z.uuid() }),
  output: z.strictObject({ letter }),
  load: async ({ db, input }) => {
    const found = isDemo() ? await findLetter(db, input.id) : undefined;
    if (!found) throw notFound("letter");
    return found;
  },
  allow: anyone,
  handle: async ({ facts }) => ({
    letter: { ...headOf(facts), html: hereLinked(facts.html), text: facts.text },
  }),
});

const headOf = (row: { id: string; to_email: string; subject: string; created_at: Date }): LetterHead => ({
  id: row.id,
  to: row.to_email,
  subject: row.subject,
  at: dateWire(row.created_at),
});

/** Its links lead out of the frame it is shown in, and to this house under whichever name it is visited. */
const hereLinked = (html: string): string =>
  html
    .replaceAll(`href="${config().url}/`, 'target="_top" href="/')
    .replaceAll('href="http', 'target="_top" href="http');
