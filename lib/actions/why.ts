"use server";

import { currentLanguage } from "../language";
import { getModelAccess, getRoleBook } from "../operations/pages";
import * as questions from "../operations/why";
import type { ChangeWire } from "../operations/why/changes";
import { action } from "./action";
import type { Answer } from "./answer";
import type { Book } from "./why-changes";
import { type Explained, explainedInWords } from "./why-words";

export type { Reached } from "../operations/why/what-can";
export type { Holder } from "../operations/why/who-can";
export type { Explained };

const explanation = action(questions.explain);
const book = action(getRoleBook);
const access = action(getModelAccess);
export const whoCan = action(questions.whoCan);
export const whatCan = action(questions.whatCan);

/** The decision in the words of its reader, and as programs get it. */
export async function explain(input: Parameters<typeof explanation>[0]): Promise<Answer<Explained>> {
  const answer = await explanation(input);
  if (!answer.ok) return answer;
  const besides = await bookFor(answer.value.changes ?? []);
  return { ok: true, value: explainedInWords(answer.value, input, await currentLanguage(), besides) };
}

async function bookFor(changes: readonly ChangeWire[]): Promise<Book | null> {
  const model = changes.find(({ change }) => change === "list")?.threatModelId;
  const list = model ? await access({ id: model }) : null;
  const isOfRoles = changes.some(({ change }) => change === "policy" || change === "role");
  const read = isOfRoles ? await book({}) : null;
  return { ...(read?.ok ? read.value : {}), ...(list?.ok ? { entries: list.value.entries } : {}) };
}
