import { readersOf } from "../../db/accounts";
import { holdersOf } from "../../db/role-use";
import { factsOf } from "../../db/worlds";
import { AREA_ROOM, areasOf } from "../domain/areas";
import { type Bits, namesOf, remove } from "../domain/bits";
import { type Language, tags } from "../domain/language";
import { type Resource, resourceKey, resourceOfKey } from "../domain/resource";
import { rightsOn } from "../domain/rights";
import { compile, type World, type WorldFacts } from "../domain/world";
import { wordsIn } from "../words";
import type { At, Leave } from "./operation";
import { letterOf } from "./tell-member";
import { thingNames } from "./thing-names";

type Here = At<unknown> & Leave;

const MOST_TOLD = 10;

/**
 * To be asked before the roles or what they are made of change. The answer is called afterwards: it tells every active member who
 * may do more or less with something shared in one of these roles, and nobody else.
 */
export async function watchRights(at: Here, roleIds: readonly number[]): Promise<() => Promise<void>> {
  if (roleIds.length === 0 || (await holdersOf(at.db, at.owner, roleIds, 1)).total === 0) return async () => {};
  const facts = await factsOf(at.db, at.owner, at.version, "everyone");
  return async () => {
    const changed = changedFor(facts, await factsOf(at.db, at.owner, at.version, "everyone"), roleIds);
    changed.delete(at.actor.uid);
    await tell(at, changed);
  };
}

type Difference = { more: Bits; fewer: Bits };

/** Keyed by uid, then by resource. */
function changedFor(was: WorldFacts, is: WorldFacts, roleIds: readonly number[]): Map<number, Map<string, Difference>> {
  const asked = new Set(roleIds);
  const [before, after] = [compile(was), compile(is)];
  const active = new Map<number, number[]>();
  for (const { collaborationId, uid, status } of was.members) {
    if (status === "ACTIVE" && uid !== null) active.set(collaborationId, [...(active.get(collaborationId) ?? []), uid]);
  }
  const changed = new Map<number, Map<string, Difference>>();
  for (const share of was.shares) {
    if (!share.roleIds.some((id) => asked.has(id))) continue;
    const resource = { type: share.type, id: share.resourceId };
    for (const uid of active.get(share.collaborationId) ?? []) {
      const difference = between(before, after, uid, resource);
      if (!difference) continue;
      const mine = changed.get(uid) ?? new Map<string, Difference>();
      changed.set(uid, mine.set(resourceKey(resource), difference));
    }
  }
  return changed;
}

function between(before: World, after: World, uid: number, resource: Resource): Difference | null {
  const [had, has] = [rightsOn(before, { uid }, resource), rightsOn(after, { uid }, resource)];
  const [more, fewer] = [has.slice(), had.slice()];
  remove(more, had);
  remove(fewer, has);
  return isEmpty(more) && isEmpty(fewer) ? null : { more, fewer };
}

const isEmpty = (bits: Bits) => bits.every((word) => word === 0);

async function tell(at: Here, changed: ReadonlyMap<number, ReadonlyMap<string, Difference>>): Promise<void> {
  if (changed.size === 0) return;
  const readers = await readersOf(at.db, [...changed.keys()]);
  const keys = [...changed.values()].flatMap((mine) => [...mine.keys()].slice(0, MOST_TOLD));
  const nameOf = await thingNames(at, [...new Set(keys)].map(resourceOfKey));
  const inWords = wording();
  for (const [uid, mine] of changed) {
    const reader = readers.get(uid);
    if (!reader) continue;
    const { who, head } = letterOf(at, reader);
    const t = wordsIn(head.language, "mail");
    const told = [...mine].slice(0, MOST_TOLD);
    const lines = told.map(([key, difference]) => {
      const thing = nameOf(resourceOfKey(key), head.language);
      const [more, fewer] = [inWords(difference.more, head.language), inWords(difference.fewer, head.language)];
      if (more && fewer) return t("rightsBoth", { thing, more, fewer });
      return more ? t("rightsMore", { thing, more }) : t("rightsFewer", { thing, fewer });
    });
    const rest = mine.size - told.length;
    at.send({
      ...head,
      kind: "changed",
      subject: t("rightsSubject", { who }),
      lines: [t("rightsWhat", { who }), ...lines, ...(rest > 0 ? [t("changedMore", { n: rest })] : [])],
    });
  }
}

/** What methods are about, in a language; a thousand members often gain the same. */
function wording(): (bits: Bits, language: Language) => string {
  const known = new Map<string, string>();
  return (bits, language) => {
    const key = `${language} ${bits.join()}`;
    const said = known.get(key) ?? say(bits, language);
    known.set(key, said);
    return said;
  };
}

function say(bits: Bits, language: Language): string {
  const words = wordsIn(language, AREA_ROOM);
  const list = new Intl.ListFormat(tags[language], { type: "conjunction" });
  return list.format(areasOf(namesOf(bits)).map((area) => words(area)));
}
