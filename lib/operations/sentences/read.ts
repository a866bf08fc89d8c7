import { z } from "zod";
import type { SentenceRow } from "../../../db/sentences";
import { sentencesOf } from "../../../db/sentences";
import { invalid, notFound } from "../../domain/refusal";
import { parseSentence } from "../../domain/sentence";
import * as field from "../fields";
import { broken, brokenBy, chainOf, judgeSentence, type Stand, standOf, stepsOf } from "../must-hold";
import type { At } from "../operation";
import { placeShape, stepShape } from "../told-steps";

const int = z.number().int();

/** A sentence with what it comes to now. `breaks`: who could do what and where, or could not, and the way there. */
export const sentenceShape = z.strictObject({
  id: int,
  text: z.string(),
  /** It stops nothing. */
  draft: z.boolean(),
  holds: z.boolean(),
  breaks: z
    .strictObject({
      who: z.string(),
      method: z.string(),
      on: z.string(),
      because: z.string(),
      chain: z.array(z.string()),
      /** The same for translators; empty where what it speaks of is not there. */
      place: placeShape.nullable(),
      steps: z.array(stepShape),
    })
    .nullable(),
});
export type SentenceWire = z.infer<typeof sentenceShape>;

export const text = () => field.text(500);

/** Refusal: invalid, saying what cannot be read. */
export function readable(written: string): string {
  const sentence = parseSentence(written);
  if (!("unread" in sentence)) return written.trim().replace(/\s+/g, " ");
  throw invalid("text", says[sentence.unread](sentence.word));
}

const says = {
  form: () => "write: role, member, team or everyone, then may or never, a method, and perhaps on a place",
  method: (word: string) => `there is no method ${word}`,
  place: (word: string) => `${word} is not a place`,
};

export function sentenceWire({ id, text: written, is_draft }: SentenceRow, stand: Stand): SentenceWire {
  const finding = judgeSentence(stand, written);
  const isBroken = finding !== null && !finding.holds;
  return {
    id,
    text: written,
    draft: is_draft,
    holds: finding?.holds === true,
    breaks: isBroken ? { ...brokenBy(finding, stand), chain: chainOf(finding), steps: stepsOf(finding, stand) } : null,
  };
}

/** The owner's sentence of that id. Refusal: not-found. */
export async function loadSentence(at: At<{ id: number }>): Promise<SentenceRow> {
  const row = (await sentencesOf(at.db, at.owner)).find(({ id }) => id === at.input.id);
  if (!row) throw notFound("sentence");
  return row;
}

/** As it would be kept. Refusal: wrong-state with the chain, unless it is a draft. */
export async function heldNow(at: At<unknown>, row: SentenceRow): Promise<SentenceWire> {
  const stand = await standOf(at.db, at.owner, await at.version);
  const finding = judgeSentence(stand, row.text);
  if (!row.is_draft && finding && !finding.holds) throw broken(row.text, finding, stand);
  return sentenceWire(row, stand);
}
