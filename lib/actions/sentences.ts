"use server";

import type { Language } from "../domain/language";
import { currentLanguage } from "../language";
import * as sentences from "../operations/sentences";
import type { SentenceWire as Wire } from "../operations/sentences/read";
import { action } from "./action";
import type { Answer } from "./answer";
import { type Line, wayIn } from "./steps-words";
import { placeIn } from "./why-places";

type Breaks = NonNullable<Wire["breaks"]>;
/** What breaks it in the words of its reader: `on` what, and the way there. */
export type SentenceWire = Omit<Wire, "breaks"> & {
  breaks: (Pick<Breaks, "who" | "method" | "on"> & { way: Line[] }) | null;
};

const add = action(sentences.addSentence);
const check = action(sentences.checkSentences);
const edit = action(sentences.editSentence);
const list = action(sentences.listSentences);

export const deleteSentence = action(sentences.deleteSentence);

export const addSentence = async (input: Parameters<typeof add>[0]) => one(await add(input));
export const editSentence = async (input: Parameters<typeof edit>[0]) => one(await edit(input));

export async function checkSentences(input: Parameters<typeof check>[0]) {
  return told(await check(input), ({ holds, failing }, say) => ({ holds, failing: failing.map(say) }));
}

export async function listSentences(input: Parameters<typeof list>[0]) {
  return told(await list(input), ({ sentences: all }, say) => ({ sentences: all.map(say) }));
}

const one = (answer: Answer<{ sentence: Wire }>) => told(answer, ({ sentence }, say) => ({ sentence: say(sentence) }));

async function told<T, U>(answer: Answer<T>, into: (value: T, say: (sentence: Wire) => SentenceWire) => U) {
  if (!answer.ok) return answer;
  const language = await currentLanguage();
  return { ok: true as const, value: into(answer.value, (sentence) => inWords(sentence, language)) };
}

function inWords({ breaks, ...sentence }: Wire, language: Language): SentenceWire {
  if (!breaks) return { ...sentence, breaks };
  const { who, method, place } = breaks;
  const on = place ? placeIn(language, place) : "";
  const way = wayIn(language, breaks);
  return { ...sentence, breaks: { who, method, on, way } };
}
