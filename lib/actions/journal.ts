"use server";

import type { Language } from "../domain/language";
import { currentLanguage, currentZone } from "../language";
import * as journal from "../operations/journal";
import type { JournalEntry as Wire } from "../operations/journal/entry";
import { ANYONE_MAY, THEIR_OWN } from "../operations/verdict";
import { wordsIn } from "../words";
import { action } from "./action";
import type { Answer } from "./answer";
import { type ChangeTold, changeInWords } from "./journal-words";
import { type Line, linesInWords } from "./steps-words";
import { placeIn } from "./why-places";
import { decisiveOf, onceEach } from "./why-words";
import { noteInWords } from "./words";

/** `way`, `lost`, `change`: the decision and what changed in the words of its reader. `byItself`: nobody did it. */
export type JournalEntry = Omit<Wire, "chain" | "weighed" | "on" | "before" | "after" | "called"> & {
  way: Line[];
  lost: Line[];
  change: ChangeTold | null;
  byItself: boolean;
};
export type JournalPage = { entries: JournalEntry[]; next: number | null };

const list = action(journal.listJournal);

export async function listJournal(input: Parameters<typeof list>[0]): Promise<Answer<JournalPage>> {
  const answer = await list(input);
  if (!answer.ok) return answer;
  const [language, zone] = [await currentLanguage(), await currentZone()];
  const { entries, next } = answer.value;
  return { ok: true, value: { entries: entries.map((entry) => inWords(entry, language, zone)), next } };
}

const BY_THE_CLOCK = "confer.access.SettleEnds";

function inWords(wire: Wire, language: Language, zone: string): JournalEntry {
  const { chain, weighed, on, before: _, after: __, called: ___, ...entry } = wire;
  const { actor, resource, resourceName } = entry;
  const at = resource.indexOf(":");
  const place = { type: resource.slice(0, at), resourceId: resource.slice(at + 1), name: resourceName };
  const thing = placeIn(language, on ?? (resource === "" ? { ...place, type: "ACCOUNT" } : place));
  // What stands for a method of ours is what the decision was about.
  const method = chain.find(({ step }) => step === "method")?.name ?? entry.method;
  const about = { name: actor.name || actor.email, method, thing, zone };
  const way = linesInWords(language, chain, about);
  const lost = onceEach(linesInWords(language, weighed, about), way);
  const decisive = way[chain.indexOf(decisiveOf({ allowed: entry.result === 0, chain }))]?.text;
  const because = decisive ?? saidBecause(wire, language);
  const isDrawn = resource === "" || place.type === "DIAGRAM" || place.type === "THREAT_MODEL";
  const shown = isDrawn ? resourceName : placeIn(language, place);
  const change = changeInWords({ ...wire, resourceName: shown }, language);
  const byItself = entry.method === BY_THE_CLOCK;
  return { ...entry, resourceName: shown, because, way, lost, change, byItself };
}

/** Of what rights did not decide. */
function saidBecause({ because, method, code, result }: Wire, language: Language): string {
  const t = wordsIn(language, "journal");
  if (result !== 0) return noteInWords({ code, note: because }, language);
  if (method === BY_THE_CLOCK) return t("becauseClock");
  if (because === ANYONE_MAY) return t("becauseAnyone");
  return because === THEIR_OWN ? t("becauseOwn") : because;
}
