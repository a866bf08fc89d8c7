"use server";

import type { Language } from "../domain/language";
import { currentLanguage } from "../language";
import * as journal from "../operations/journal";
import type { JournalEntry as Wire } from "../operations/journal/entry";
import { action } from "./action";
import type { Answer } from "./answer";
import { placeIn } from "./why-places";
import { decisiveOf, type Line, linesInWords } from "./why-words";

/** `way`, `lost`: the decision of a refusal in the words of its reader. */
export type JournalEntry = Omit<Wire, "chain" | "weighed"> & { way: Line[]; lost: Line[] };
export type JournalPage = { entries: JournalEntry[]; next: number | null };

const list = action(journal.listJournal);

export async function listJournal(input: Parameters<typeof list>[0]): Promise<Answer<JournalPage>> {
  const answer = await list(input);
  if (!answer.ok) return answer;
  const language = await currentLanguage();
  const { entries, next } = answer.value;
  return { ok: true, value: { entries: entries.map((entry) => inWords(entry, language)), next } };
}

function inWords({ chain, weighed, ...entry }: Wire, language: Language): JournalEntry {
  const { actor, method, resource, resourceName } = entry;
  const at = resource.indexOf(":");
  const place = { type: resource.slice(0, at), resourceId: resource.slice(at + 1), name: resourceName };
  const thing = placeIn(language, resource === "" ? { ...place, type: "ACCOUNT" } : place);
  const about = { name: actor.name || actor.email, method, thing };
  const [way, lost] = [linesInWords(language, chain, about), linesInWords(language, weighed, about)];
  const because = way[chain.indexOf(decisiveOf({ allowed: false, chain }))]?.text ?? entry.because;
  return { ...entry, because, way, lost };
}
