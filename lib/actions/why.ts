"use server";

import { currentLanguage } from "../language";
import { getRoleBook } from "../operations/pages";
import * as questions from "../operations/why";
import { action } from "./action";
import type { Answer } from "./answer";
import { type Explained, explainedInWords } from "./why-words";

export type { Reached } from "../operations/why/what-can";
export type { Holder } from "../operations/why/who-can";
export type { Explained };

const explanation = action(questions.explain);
const book = action(getRoleBook);
export const whoCan = action(questions.whoCan);
export const whatCan = action(questions.whatCan);

/** The decision in the words of its reader, and as programs get it. */
export async function explain(input: Parameters<typeof explanation>[0]): Promise<Answer<Explained>> {
  const answer = await explanation(input);
  if (!answer.ok) return answer;
  const isOfRoles = answer.value.changes?.some(({ change }) => change === "policy" || change === "role");
  const read = isOfRoles ? await book({}) : null;
  return {
    ok: true,
    value: explainedInWords(answer.value, input, await currentLanguage(), read?.ok ? read.value : null),
  };
}
