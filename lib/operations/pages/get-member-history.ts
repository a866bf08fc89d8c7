import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { findMember } from "../../../db/collaborations";
import { type Entry, historyOf, sharedSince } from "../../../db/journal";
import { environmentNamesOf, facesOf, roleNamesOf } from "../../../db/roster";
import { notFound } from "../../domain/refusal";
import { type ResourceType, resourceTypes } from "../../domain/resource";
import * as field from "../fields";
import { type At, operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { yes } from "../verdict";
import { dateWire } from "../wire/people";

const MOST = 100;

const events = [
  "invited",
  "invitedAgain",
  "resent",
  "accepted",
  "rejected",
  "left",
  "suspended",
  "activated",
  "labelled",
  "shared",
  "changedRoles",
  "unshared",
  "vanished",
  "sharedAnew",
  "viewed",
  "endSet",
  "endTaken",
  "ended",
  "shareEndSet",
  "shareEndTaken",
  "shareEnded",
] as const;
type Event = (typeof events)[number];

const entry = z.strictObject({
  at: z.string(),
  what: z.enum(events),
  /** Who did it: the member themselves, the owner, or another by name. Empty where nobody knows any more. */
  by: z.enum(["member", "owner", "other"]),
  name: z.string(),
  /** By a token or a program, instead of by the pages. */
  program: z.boolean(),
  label: z.string(),
  /** Why, where the member said so. */
  reason: z.string(),
  thing: z.strictObject({ type: z.enum(resourceTypes), resourceId: z.string(), name: z.string() }).nullable(),
  roles: z.array(z.string()),
  /** Until when it was given, or when it ended: a moment in ISO 8601. */
  end: z.string(),
});
export type HistoryEntry = z.infer<typeof entry>;

export const getMemberHistory = operation({
  method: "confer.pages.GetMemberHistory",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  tokens: false,
  summary: "Tell what happened to a membership and to what is shared in it, and who did it; the newest first.",
  input: z.object({ id: field.id(), ownerUid: field.ownerUid() }),
  output: z.strictObject({
    entries: z.array(entry),
    /** Since when each share is there. */
    since: z.array(z.strictObject({ shareId: z.number(), at: z.string() })),
  }),
  owner: ownerMeant,
  load: async (at) => {
    const manages = mayActForOwner(at, await standingOf(at)).allowed;
    const member = manages ? await findMember(at.db, at.owner, at.input.id) : undefined;
    if (!member) throw notFound("member");
    return member;
  },
  allow: () => yes("Whom they may not manage they do not find."),
  handle: async (at) => {
    const { id: member, collaboration_id: collaboration, member_uid } = at.facts;
    const entries = (await historyOf(at.db, at.owner, { member, collaboration, most: MOST })).flatMap(read);
    const names = await namesFor(at, entries);
    const side = (uid: number): HistoryEntry["by"] =>
      uid === at.owner ? "owner" : uid === member_uid ? "member" : "other";
    const since = await sharedSince(at.db, at.owner, member, member_uid);
    return {
      since: since.map(([shareId, moment]) => ({ shareId, at: dateWire(moment) })),
      entries: entries.map(
        ({ what, row, place, roleIds, label, reason, end }): HistoryEntry => ({
          at: dateWire(row.at),
          what,
          by: side(row.actor_uid),
          name: names.people.get(row.actor_uid) ?? "",
          program: row.door !== "page" && row.door !== "system",
          label,
          reason,
          thing: place && { ...place, name: names.things.get(place.resourceId) ?? place.resourceId },
          roles: roleIds.flatMap((id) => names.roles.get(id) ?? []),
          end,
        }),
      ),
    };
  },
});

type Place = { type: ResourceType; resourceId: string };
type Read = {
  row: Entry;
  what: Event;
  place: Place | null;
  roleIds: number[];
  label: string;
  reason: string;
  end: string;
};

/** What a row of the journal says for people; nothing where it is the member's own affair. */
function read(row: Entry): Read[] {
  const [before, after] = [recordOf(row.before), recordOf(row.after)];
  const said = (what: Event, more: Partial<Read> = {}) => [
    { row, what, place: null, roleIds: [], label: "", reason: "", end: "", ...more },
  ];
  if (row.target === "collaboration") return said("sharedAnew");
  if (row.target === "view") return said("viewed");
  if (row.target === "share") {
    const place = placeOf(after) ?? placeOf(before);
    if (!place) return [];
    const roleIds = numbers(after.roleIds ?? before.roleIds);
    const end = endIn(before, after);
    if (end) return said(`share${end.what}`, { place, roleIds, end: end.at });
    if (row.after === null) return said(before.roleIds ? "unshared" : "vanished", { place, roleIds });
    return said(row.before === null ? "shared" : "changedRoles", { place, roleIds, ...untilIn(after) });
  }
  const end = endIn(before, after);
  if (end) return said(lower[end.what], { end: end.at });
  if (typeof after.displayName === "string") return said("labelled", { label: after.displayName });
  const what = steps[`${before.status ?? ""}>${after.status ?? ""}`];
  return what ? said(what, { reason: typeof after.reason === "string" ? after.reason : "", ...untilIn(after) }) : [];
}

const steps: Record<string, Event> = {
  ">PENDING": "invited",
  "PENDING>PENDING": "resent",
  "REJECTED>PENDING": "invitedAgain",
  "LEFT>PENDING": "invitedAgain",
  "PENDING>ACTIVE": "accepted",
  "PENDING>REJECTED": "rejected",
  "ACTIVE>LEFT": "left",
  "SUSPENDED>LEFT": "left",
  "ACTIVE>SUSPENDED": "suspended",
  "SUSPENDED>ACTIVE": "activated",
};

const lower = { Ended: "ended", EndSet: "endSet", EndTaken: "endTaken" } as const;

/** What a row says of an end alone: that it came, was set, or was taken. */
function endIn(before: Plain, after: Plain): { what: keyof typeof lower; at: string } | null {
  if (typeof after.ended === "string") return { what: "Ended", at: after.ended };
  const isOnlyEnd = "until" in before && "until" in after && after.status === undefined;
  if (!isOnlyEnd || before.until === after.until) return null;
  return typeof after.until === "string" ? { what: "EndSet", at: after.until } : { what: "EndTaken", at: "" };
}

const untilIn = ({ until }: Plain) => (typeof until === "string" ? { end: until } : {});

type Plain = Record<string, unknown>;
const recordOf = (value: Entry["before"]): Plain => (value === null || Array.isArray(value) ? {} : value);
const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);

/** An older row has `id` where a newer one has `resourceId`. */
function placeOf(said: Plain): Place | null {
  const type = resourceTypes.find((one) => one === said.type);
  const id = said.resourceId ?? said.id;
  return type && typeof id === "string" ? { type, resourceId: id } : null;
}

async function namesFor({ db, owner }: At<unknown>, entries: readonly Read[]) {
  const actors = [...new Set(entries.map(({ row }) => row.actor_uid))];
  const people = new Map([...(await facesOf(db, actors))].map(([uid, { name }]) => [uid, name]));
  const account = (await findAccount(db, owner))!;
  people.set(owner, account.name || account.email_shown);
  const appids = entries.flatMap(({ place }) => (place?.type === "ENV" ? place.resourceId : []));
  const things = await environmentNamesOf(db, owner, [...new Set(appids)]);
  return { people, things, roles: await roleNamesOf(db, owner) };
}
