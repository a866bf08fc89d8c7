import { type Reader, readersOf } from "../../db/accounts";
import { type Share, type Whole, wholesOf } from "../../db/albums";
import { rolesOf } from "../../db/roles";
import { config } from "../config.mjs";
import { letterLanguage } from "../domain/language";
import { resourceKey, resourceOfKey } from "../domain/resource";
import { inert, type Letter } from "../mail";
import { wordsIn } from "../words";
import type { At, Leave } from "./operation";
import { thingNames } from "./thing-names";
import { statusNow } from "./until";

type Here = At<unknown> & Leave;
/** What was shared, and in which roles. Keyed by resource. */
export type Shared = ReadonlyMap<string, readonly number[]>;

const MOST_TOLD = 10;

/** Tells a member that the owner took their access, and whom to ask. Null for somebody without an account. */
export async function tellSuspended(at: Here, uid: number | null): Promise<void> {
  const reader = uid === null ? undefined : (await readersOf(at.db, [uid])).get(uid);
  if (!reader) return;
  const { who, head } = letterOf(at, reader);
  const t = wordsIn(head.language, "mail");
  at.send({
    ...head,
    kind: "suspended",
    subject: t("suspendedSubject", { who }),
    lines: [t("suspendedWhat", { who }), t("suspendedAsk", { email: at.raised().person.email })],
  });
}

/** To be asked before anything is changed: `tellChanged` compares with it. */
export const sharedIn = ({ shares }: Whole): Shared =>
  new Map(shares.map((share) => [keyOf(share), [...share.role_ids]]));

/** Tells the active members of a collaboration what is shared with them now that was not, or in other roles, or no longer. */
export const tellChanged = (at: Here, id: number, before: Shared): Promise<void> =>
  tellAllChanged(at, new Map([[id, before]]));

/** The same of many collaborations, by their ids: as many questions to the database as of one. */
export async function tellAllChanged(at: Here, before: ReadonlyMap<number, Shared>): Promise<void> {
  const wholes = await wholesOf(at.db, at.owner, [...before.keys()]);
  const changes = wholes.flatMap((whole) => {
    const [was, now] = [before.get(whole.collaboration.id)!, sharedIn(whole)];
    const active = whole.members.filter((one) => statusNow(one) === "ACTIVE" && one.member_uid !== at.actor.uid);
    const changed = [...new Set([...was.keys(), ...now.keys()])].filter((key) => !same(was.get(key), now.get(key)));
    return active.length > 0 && changed.length > 0 ? [{ active, changed, now }] : [];
  });
  if (changes.length === 0) return;
  const roles = new Map((await rolesOf(at.db, at.owner)).map((role) => [role.id, inert(role.name)]));
  const things = new Set(changes.flatMap(({ changed }) => changed.slice(0, MOST_TOLD)));
  const nameOf = await thingNames(at, [...things].map(resourceOfKey));
  const readers = await readersOf(
    at.db,
    changes.flatMap(({ active }) => active.map(({ member_uid }) => member_uid!)),
  );
  for (const { active, changed, now } of changes) {
    for (const reader of active.flatMap(({ member_uid }) => readers.get(member_uid!) ?? [])) {
      const { who, head } = letterOf(at, reader);
      const t = wordsIn(head.language, "mail");
      const lines = changed.slice(0, MOST_TOLD).map((key) => {
        const thing = nameOf(resourceOfKey(key), head.language);
        const held = now.get(key);
        if (!held) return t("changedGone", { thing });
        return t("changedNow", { thing, roles: held.flatMap((role) => roles.get(role) ?? []).join(", ") });
      });
      const more = changed.length - lines.length;
      at.send({
        ...head,
        kind: "changed",
        subject: t("changedSubject", { who }),
        lines: [t("changedWhat", { who }), ...lines, ...(more > 0 ? [t("changedMore", { n: more })] : [])],
      });
    }
  }
}

/** The beginnings of a letter about what the owner did: who it was, and where it leads. */
export function letterOf(at: Here, reader: Reader) {
  const language = letterLanguage(reader.lang);
  const { name, email } = at.raised().person;
  const button = { label: wordsIn(language, "mail")("openShared"), url: `${config().url}/shared` };
  return { who: inert(name || email), head: { language, to: reader.email, button } satisfies Partial<Letter> };
}

const keyOf = (share: Share): string => resourceKey({ type: share.type, id: share.resource_id });

const same = (a: readonly number[] | undefined, b: readonly number[] | undefined): boolean =>
  a !== undefined && b !== undefined && a.length === b.length && a.every((id) => b.includes(id));
