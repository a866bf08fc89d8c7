"use server";

import { currentLanguage, currentZone } from "../language";
import { getModelAccess, getRoleBook } from "../operations/pages";
import * as questions from "../operations/why";
import type { ChangeWire } from "../operations/why/changes";
import { action, quietAction } from "./action";
import type { Answer } from "./answer";
import { getTokens } from "./tokens";
import type { Book } from "./why-steps";
import { type Explained, explainedInWords } from "./why-words";

export type { Holder } from "../operations/why/holders";
export type { Reached } from "../operations/why/what-can";
export type { Explained };

const explanation = action(questions.explain);
const ofRequest = action(questions.explainRequest);
const book = action(getRoleBook);
const access = action(getModelAccess);
/** What a thing is called by whoever may know of it: of an answer to any question about it. */
export const glanceAt = quietAction(questions.explain);
export const glanceAtReach = quietAction(questions.whatCan);
export const whoCan = action(questions.whoCan);
export const whatCan = action(questions.whatCan);

/** One question, or whoever asked for access and what they asked for. */
type Asked = Parameters<typeof explanation>[0] | { requestId: number; ownerUid?: number | undefined };

/** The decision in the words of its reader, and as programs get it. */
export async function explain(input: Asked): Promise<Answer<Explained>> {
  const { requestId: id, ownerUid } = "requestId" in input ? input : {};
  const answer = await (id === undefined
    ? explanation(input as Parameters<typeof explanation>[0])
    : ofRequest({ id, ownerUid }));
  if (!answer.ok) return answer;
  const besides = await bookFor(answer.value.changes ?? []);
  const reader = { language: await currentLanguage(), zone: await currentZone() };
  return { ok: true, value: explainedInWords(answer.value, input, reader, besides) };
}

async function bookFor(changes: readonly ChangeWire[]): Promise<Book | null> {
  const of = (...kinds: ChangeWire["change"][]) => changes.find(({ change }) => kinds.includes(change));
  const model = of("list")?.threatModelId;
  const list = model ? await access({ id: model }) : null;
  const read = of("policy", "role", "newRole") ? await book({}) : null;
  const tokenId = of("token")?.tokenId;
  const tokens = tokenId ? await getTokens({}) : null;
  const token = tokens?.ok ? tokens.value.apiTokens.find(({ id }) => id === tokenId) : null;
  return {
    ...(read?.ok ? read.value : {}),
    ...(list?.ok ? { entries: list.value.entries } : {}),
    ...(token
      ? { token: { methods: token.apiListItems.map(({ method }) => method), resources: token.resources } }
      : {}),
  };
}
