import type { Db } from "../../db/client";
import { membersNamed, type SentenceRow, sentencesOf } from "../../db/sentences";
import { readFacts } from "../../db/worlds";
import { calledIn } from "../domain/places";
import { REASON } from "../domain/reason";
import { Refusal } from "../domain/refusal";
import { CATEGORY } from "../domain/resource";
import { checkSentence, type Directory, type Finding, parseSentence, worldToHold } from "../domain/sentence";
import { shareResource } from "../domain/ways";
import type { World } from "../domain/world";
import type { ToldStep } from "./told-steps";
import { dateWire } from "./wire/people";

/**
 * What must hold is asked at every change of an owner's access, in the transaction that changes it. A change stops only what it breaks:
 * what did not hold before it, because something ended or somebody left, is shown as failing and keeps nobody from anything.
 */
export type Stand = { world: World; directory: Directory; people: ReadonlyMap<number, string> };

/** Those that stop a change. */
export const heldSentences = async (tx: Db, owner: number): Promise<SentenceRow[]> =>
  (await sentencesOf(tx, owner)).filter((row) => !row.is_draft);

/** Everybody's access as it is now, and what the names in sentences mean. */
export async function standOf(at: Db, owner: number, version: number): Promise<Stand> {
  const { facts, names } = await readFacts(at, owner, version, "everyone");
  const [emails, teams, people] = [new Map<string, number[]>(), new Map<string, number[]>(), new Map<number, string>()];
  const uids = new Map(facts.members.map(({ id, uid }) => [id, uid]));
  for (const { id, email, team } of await membersNamed(at, owner)) {
    emails.set(email.toLowerCase(), [...(emails.get(email.toLowerCase()) ?? []), id]);
    if (team !== null) teams.set(team.toLowerCase(), [...(teams.get(team.toLowerCase()) ?? []), id]);
    people.set(-id, email);
    const uid = uids.get(id);
    if (uid != null) people.set(uid, email);
  }
  return { world: worldToHold(facts), directory: { emails, teams, environments: names }, people };
}

/** Null for a text that is no sentence any more: a method of it may be gone. */
export function judgeSentence(stand: Stand, text: string): Finding | null {
  const sentence = parseSentence(text);
  return "unread" in sentence ? null : checkSentence(stand.world, stand.directory, sentence, stand.people);
}

/** Refusal: wrong-state, for the first of them that held and does not hold any more, with the chain. */
export function upholdAll(sentences: readonly SentenceRow[], before: Stand, after: Stand): void {
  for (const { text } of sentences) {
    const finding = judgeSentence(after, text);
    if (finding && !finding.holds && judgeSentence(before, text)?.holds) throw broken(text, finding, after);
  }
}

export function broken(text: string, finding: Finding & { holds: false }, stand: Stand): Refusal {
  const why = [text, ...chainOf(finding)];
  const breaks = breaksOf(finding, stand);
  return new Refusal("wrong-state", `[${text}] would not hold: ${breaks.because}`, {
    reason: REASON.sentenceBroken,
    why,
    more: { why },
    breaks,
  });
}

export type Breaks = ReturnType<typeof breaksOf>;

/** What breaks it, and the way there. */
const breaksOf = (finding: Finding & { holds: false }, stand: Stand) => ({
  ...brokenBy(finding, stand),
  steps: stepsOf(finding, stand),
});

/** Who, what and where, as the page and programs are told. */
export function brokenBy(finding: Finding & { holds: false }, stand: Stand) {
  if (finding.missing !== null)
    return { who: "", method: "", on: "", place: null, because: `there is no ${finding.missing}` };
  const { uid, method, resource } = finding;
  const name = calledIn(stand.world.places, resource);
  const all = resource.id === CATEGORY ? (resource.type === "ENV" ? "all environments" : "all groups") : null;
  const on = all ?? (resource.type === "ACCOUNT" ? "the account" : name);
  const who = stand.people.get(uid) ?? String(uid);
  const place = { type: resource.type, resourceId: resource.id, name };
  if (!finding.sentence.startsWith("Allowed")) {
    return { who, method, on, place, because: `${who} could not call ${method} on ${on}` };
  }
  const way = finding.chain.filter(({ step, counted }) => counted && (step === "role" || step === "policy"));
  const path = [...new Set(way.map((one) => one.name))].join(" → ");
  return { who, method, on, place, because: `${who} could call ${method} on ${on}, by ${path}` };
}

/** The way there, each step as a line. */
export function chainOf(finding: Finding & { holds: false }): string[] {
  if (finding.missing !== null) return [];
  return [finding.sentence, ...finding.chain.map(({ step, name, why }) => `${step} ${name}: ${why}`)];
}

/** The same for programs and translators. */
export function stepsOf(finding: Finding & { holds: false }, { world }: Stand): ToldStep[] {
  if (finding.missing !== null) return [];
  return finding.chain.map(({ step, id, name, counted, reason, why, ended }) => {
    const at = step === "share" ? shareResource(world, Number(id)) : null;
    return {
      ...{ step, id: typeof id === "number" ? id : null, name, counted, reason, why },
      place: at && { type: at.type, resourceId: at.id, name: calledIn(world.places, at) },
      since: ended === undefined ? null : dateWire(new Date(ended)),
    };
  });
}
