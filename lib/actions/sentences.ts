"use server";

import * as sentences from "../operations/sentences";
import { action } from "./action";

export type { SentenceWire } from "../operations/sentences/read";

export const addSentence = action(sentences.addSentence);
export const checkSentences = action(sentences.checkSentences);
export const deleteSentence = action(sentences.deleteSentence);
export const listSentences = action(sentences.listSentences);
