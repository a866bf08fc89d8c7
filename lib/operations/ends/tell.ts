import { findUidByEmail, namesOf, type Reader, readersOf } from "../../../db/accounts";
import { wholesOf } from "../../../db/albums";
import type { DueEnd } from "../../../db/ends";
import { config } from "../../config.mjs";
import { type Language, letterLanguage } from "../../domain/language";
import type { Resource } from "../../domain/resource";
import { inert } from "../../mail";
import { wordsIn } from "../../words";
import type { At, Leave } from "../operation";
import { letterOf } from "../tell-member";
import { thingNames } from "../thing-names";
import { isWithin } from "../within-limit";

const MOST_TOLD = 20;

type Here = At<unknown> & Leave;
/**
 * `who`: of them the first, and how many more there are; empty for all who are signed in. `stranger`: an address that has no account,
 * which a threat model's list names all the same; `at`: where the owner extends it in one press.
 */
type Told = { due: DueEnd; uids: readonly number[]; who: string; at: string; stranger?: string };
/** Letters a day to such addresses: as many as one owner's invitations, and to each (S-27). */
const STRANGERS_A_DAY = 200;
const TO_EACH_A_DAY = 3;

/**
 * One letter to each person whom an end concerns and one to the owner, each in the language of whoever reads it; and one to the owner about
 * tokens of theirs.
 */
export async function tellOfEnds(at: Here, all: readonly DueEnd[]): Promise<void> {
  await tellOfTokens(
    at,
    all.filter(({ kind }) => kind === "token"),
  );
  const dues = all.filter(({ kind }) => kind !== "token");
  if (dues.length === 0) return;
  const told = [...(await ofShared(at, dues)), ...(await ofLines(at, dues))];
  if (told.length === 0) return;
  const thing = await thingNames(
    at,
    told.flatMap(({ due }) => resourceOf(due) ?? []),
  );
  await tellMembers(at, told, thing);
  await tellTheOwner(at, told, thing);
}

/** Those of memberships and shares. */
async function ofShared(at: Here, dues: readonly DueEnd[]): Promise<Told[]> {
  const wholes = new Map(
    (await wholesOf(at.db, at.owner, [...new Set(dues.map((due) => due.collaborationId))])).map((whole) => [
      whole.collaboration.id,
      whole,
    ]),
  );
  return dues.flatMap((due): Told[] => {
    const whole = wholes.get(due.collaborationId);
    const all = whole?.members ?? [];
    const concerned = due.kind === "member" ? all.filter(({ id }) => id === due.id) : all;
    const [first, ...others] = concerned.filter(({ status }) => status === "ACTIVE" || status === "PENDING");
    if (!first) return [];
    const who = `${inert(first.display_name || first.email_shown)}${others.length > 0 ? ` +${others.length}` : ""}`;
    const at = `${whole!.collaboration.type === "GROUP" ? "/teams?team=" : "/members/"}${due.collaborationId}`;
    return [{ due, uids: [first, ...others].flatMap(({ member_uid }) => member_uid ?? []), who, at }];
  });
}

/** Those of the lists of threat models. An address that was listed before it had an account is whoever has it by now. */
async function ofLines(at: Here, dues: readonly DueEnd[]): Promise<Told[]> {
  const all = await Promise.all(
    dues
      .filter(({ kind }) => kind === "line")
      .map(async (due) => ({
        ...due,
        uid: due.uid ?? (due.email === "" ? null : await findUidByEmail(at.db, due.email)),
      })),
  );
  const lines = all.filter(({ uid }) => uid !== at.owner);
  const people = await namesOf(
    at.db,
    lines.flatMap(({ uid }) => uid ?? []),
  );
  return lines.map((due) => {
    const known = people.get(due.uid ?? 0);
    const who = inert(known?.name || known?.email || due.email);
    const at = `/threat-models?model=${due.model}`;
    if (due.uid !== null) return { due, uids: [due.uid], who, at };
    return { due, uids: [], who, at, ...(due.email === "" ? {} : { stranger: due.email }) };
  });
}

type NameOf = Awaited<ReturnType<typeof thingNames>>;

async function tellMembers(at: Here, told: readonly Told[], nameOf: NameOf): Promise<void> {
  const uids = new Set(told.flatMap((one) => one.uids));
  const readers: (Reader & { isStranger?: true })[] = [...(await readersOf(at.db, [...uids])).values()];
  for (const reader of [...readers, ...(await strangersIn(at, told))]) {
    const { who, head } = letterOf(at, reader);
    const t = wordsIn(head.language, "mail");
    const mine = told.filter((one) =>
      reader.isStranger ? one.stranger === reader.email : one.uids.includes(reader.uid),
    );
    const lines = mine.slice(0, MOST_TOLD).map(({ due }) => {
      const thing = thingOf(due, nameOf, head.language);
      const until = due.endsAt;
      return thing ? t("endsThing", { thing, until }) : t("endsAll", { until });
    });
    at.send({
      ...head,
      kind: "ends",
      subject: t("endsSubject", { who }),
      lines: [t("endsWhat", { who }), ...lines, ...more(mine, t), t("endsAsk", { email: at.raised().person.email })],
      ...(reader.isStranger ? { small: t("endsStranger", { email: reader.email }) } : {}),
    });
  }
}

/** The addresses without an account, once each, in the owner's language; no more of them than may be written to today. */
async function strangersIn(at: Here, told: readonly Told[]): Promise<(Reader & { isStranger: true })[]> {
  const addresses = [...new Set(told.flatMap(({ stranger }) => stranger ?? []))];
  if (addresses.length === 0) return [];
  const lang = (await readersOf(at.db, [at.owner])).get(at.owner)?.lang ?? "";
  const found: (Reader & { isStranger: true })[] = [];
  for (const email of addresses) {
    const day = { seconds: 86_400 };
    const owners = { ...day, key: `ends/owner/day/${at.owner}`, most: STRANGERS_A_DAY };
    const theirs = { ...day, key: `ends/address/${email}`, most: TO_EACH_A_DAY };
    if ((await isWithin(theirs, at.db)) && (await isWithin(owners, at.db))) {
      found.push({ uid: 0, email, lang, isStranger: true });
    }
  }
  return found;
}

async function tellTheOwner(at: Here, told: readonly Told[], nameOf: NameOf): Promise<void> {
  const reader = (await readersOf(at.db, [at.owner])).get(at.owner);
  if (!reader) return;
  const language = letterLanguage(reader.lang);
  const t = wordsIn(language, "mail");
  const lines = told.slice(0, MOST_TOLD).map(({ due, ...one }) => {
    const thing = thingOf(due, nameOf, language);
    const who = one.who || t("endsEveryone");
    const until = due.endsAt;
    return thing ? t("endsTheirThing", { who, thing, until }) : t("endsTheirs", { who, until });
  });
  const [place, ...places] = new Set(told.map((one) => one.at));
  const isOne = place !== undefined && places.length === 0;
  at.send({
    kind: "ends",
    language,
    to: reader.email,
    subject: t("endsOwnerSubject", { n: told.length }),
    lines: [t("endsOwnerWhat"), ...lines, ...more(told, t)],
    button: {
      label: t(isOne ? "extendIt" : "openMembers"),
      url: `${config().url}${isOne ? place : "/members"}`,
    },
  });
}

async function tellOfTokens(at: Here, dues: readonly DueEnd[]): Promise<void> {
  const reader = dues.length > 0 ? (await readersOf(at.db, [at.owner])).get(at.owner) : undefined;
  if (!reader) return;
  const language = letterLanguage(reader.lang);
  const t = wordsIn(language, "mail");
  const lines = dues
    .slice(0, MOST_TOLD)
    .map(({ name, endsAt }) => t("tokenEnds", { name: inert(name), until: endsAt }));
  at.send({
    kind: "ends",
    language,
    to: reader.email,
    subject: t("tokenEndsSubject", { n: dues.length }),
    lines: [t("tokenEndsWhat"), ...lines, ...more(dues, t), t("tokenEndsNext")],
    button: { label: t("openTokens"), url: `${config().url}/tokens` },
  });
}

const more = (all: readonly unknown[], t: ReturnType<typeof wordsIn<"mail">>): string[] =>
  all.length > MOST_TOLD ? [t("changedMore", { n: all.length - MOST_TOLD })] : [];

/** Null for a whole membership. */
function thingOf(due: DueEnd, nameOf: NameOf, language: Language): string | null {
  if (due.kind === "line") return wordsIn(language, "mail")("endsModel", { name: inert(due.name) });
  const resource = resourceOf(due);
  return resource && nameOf(resource, language);
}

const resourceOf = ({ type, resourceId: id }: DueEnd): Resource | null =>
  type === null || id === null ? null : { type, id };
