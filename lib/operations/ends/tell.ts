import { readersOf } from "../../../db/accounts";
import { wholesOf } from "../../../db/albums";
import type { DueEnd } from "../../../db/ends";
import type { MemberRow } from "../../../db/schema";
import { config } from "../../config.mjs";
import { letterLanguage } from "../../domain/language";
import type { Resource } from "../../domain/resource";
import { inert } from "../../mail";
import { wordsIn } from "../../words";
import type { At, Leave } from "../operation";
import { letterOf } from "../tell-member";
import { thingNames } from "../thing-names";

const MOST_TOLD = 20;

type Here = At<unknown> & Leave;
type Told = { due: DueEnd; members: MemberRow[] };

/**
 * One letter to each member whom an end concerns and one to the owner, each in the language of whoever reads it; and one to the owner about
 * tokens of theirs.
 */
export async function tellOfEnds(at: Here, all: readonly DueEnd[]): Promise<void> {
  await tellOfTokens(
    at,
    all.filter(({ kind }) => kind === "token"),
  );
  const dues = all.filter(({ kind }) => kind !== "token");
  if (dues.length === 0) return;
  const wholes = new Map(
    (await wholesOf(at.db, at.owner, [...new Set(dues.map((due) => due.collaborationId))])).map((whole) => [
      whole.collaboration.id,
      whole,
    ]),
  );
  const told = dues.flatMap((due): Told[] => {
    const all = wholes.get(due.collaborationId)?.members ?? [];
    const concerned = due.kind === "member" ? all.filter(({ id }) => id === due.id) : all;
    const members = concerned.filter(({ status }) => status === "ACTIVE" || status === "PENDING");
    return members.length > 0 ? [{ due, members }] : [];
  });
  if (told.length === 0) return;
  const thing = await thingNames(
    at,
    told.flatMap(({ due }) => resourceOf(due) ?? []),
  );
  await tellMembers(at, told, thing);
  await tellTheOwner(at, told, thing);
}

type NameOf = Awaited<ReturnType<typeof thingNames>>;

async function tellMembers(at: Here, told: readonly Told[], nameOf: NameOf): Promise<void> {
  const uids = new Set(told.flatMap(({ members }) => members.flatMap(({ member_uid }) => member_uid ?? [])));
  const readers = await readersOf(at.db, [...uids]);
  for (const reader of readers.values()) {
    const { who, head } = letterOf(at, reader);
    const t = wordsIn(head.language, "mail");
    const mine = told.filter(({ members }) => members.some(({ member_uid }) => member_uid === reader.uid));
    const lines = mine.slice(0, MOST_TOLD).map(({ due }) => {
      const resource = resourceOf(due);
      const until = due.endsAt;
      return resource ? t("endsThing", { thing: nameOf(resource, head.language), until }) : t("endsAll", { until });
    });
    at.send({
      ...head,
      kind: "ends",
      subject: t("endsSubject", { who }),
      lines: [t("endsWhat", { who }), ...lines, ...more(mine, t), t("endsAsk", { email: at.raised().person.email })],
    });
  }
}

async function tellTheOwner(at: Here, told: readonly Told[], nameOf: NameOf): Promise<void> {
  const reader = (await readersOf(at.db, [at.owner])).get(at.owner);
  if (!reader) return;
  const language = letterLanguage(reader.lang);
  const t = wordsIn(language, "mail");
  const lines = told.slice(0, MOST_TOLD).map(({ due, members: [first, ...others] }) => {
    const resource = resourceOf(due);
    const who = `${inert(first!.display_name || first!.email_shown)}${others.length > 0 ? ` +${others.length}` : ""}`;
    const until = due.endsAt;
    return resource
      ? t("endsTheirThing", { who, thing: nameOf(resource, language), until })
      : t("endsTheirs", { who, until });
  });
  at.send({
    kind: "ends",
    language,
    to: reader.email,
    subject: t("endsOwnerSubject", { n: told.length }),
    lines: [t("endsOwnerWhat"), ...lines, ...more(told, t)],
    button: { label: t("openMembers"), url: `${config().url}/members` },
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

const resourceOf = ({ type, resourceId: id }: DueEnd): Resource | null =>
  type === null || id === null ? null : { type, id };
