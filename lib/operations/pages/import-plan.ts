import { parse } from "csv-parse/sync";
import { findAccount } from "../../../db/accounts";
import type { Db } from "../../../db/client";
import { pairsOf } from "../../../db/collaborations";
import { environmentsOf, groupsOf } from "../../../db/environments";
import { rolesOf } from "../../../db/roles";
import { thingsOf } from "../../../db/roster";
import type { MemberRow } from "../../../db/schema";
import { DUPLICATE, SAME, type Wanted } from "../../domain/activity";
import type { MemberStatus } from "../../domain/collaboration";
import { plain } from "../../domain/csv";
import { parseEmail } from "../../domain/email";
import { nameKey } from "../../domain/names";
import { invalid, notFound, Refusal } from "../../domain/refusal";
import {
  CATEGORY,
  normalizeResourceId,
  type Resource,
  type ResourceType,
  resourceGroup,
  resourceKey,
  resourceTypes,
} from "../../domain/resource";
import { saidDay } from "../../domain/said-day";
import * as field from "../fields";
import { readUntil } from "../until";

/**
 * A table of people, read and held against what there is; nothing is changed. One line is one person, with at most one thing shared;
 * several lines of one address are one person with several things. Columns, in any order and under any of these names: see `COLUMNS`.
 * A table without a head is a list of addresses and labels. Separated by commas, semicolons or tabs, whichever the head has.
 */
export const importVerdicts = ["create", "change", "skip", "error"] as const;
export type PlannedLine = {
  /** In the file, from 1. */
  line: number;
  email: string;
  label: string;
  /** As `TYPE:name`; empty where nothing is shared. */
  resource: string;
  roles: string[];
  /** Until when they are a member, as operations take it; empty where nothing is said. */
  until: string;
  verdict: (typeof importVerdicts)[number];
  /** What of them changes. */
  changes: ("label" | "roles" | "invited" | "end")[];
  code: string;
  note: string;
  wanted: Wanted;
};

export const LARGEST_CSV = 200_000;
const MOST_LINES = 2_000;

const COLUMNS = {
  email: ["email", "e-mail", "mail", "address", "e-mail address"],
  label: ["label", "display name"],
  type: ["type", "resource type"],
  resource: ["resource", "environment"],
  roles: ["roles", "role"],
  until: ["until", "end", "ends", "end date"],
} as const;
type Column = keyof typeof COLUMNS;

type Line = { line: number } & Record<Column, string>;

/** Refusal: invalid [csv], for what is no table of people. */
export async function planImport(at: { db: Db; owner: number }, csv: string): Promise<PlannedLine[]> {
  const lines = readLines(csv);
  const house = await houseOf(at, lines);
  const planned: PlannedLine[] = [];
  const seen: Seen = { lines: new Set(), people: new Set() };
  for (const line of lines) planned.push(planLine(line, house, seen));
  return planned;
}

function readLines(csv: string): Line[] {
  const text = csv.replace(/^\ufeff/, "");
  const head = text.split(/\r?\n/, 1)[0]!;
  const delimiter = [";", "\t", ","].reduce((best, one) => (count(head, one) > count(head, best) ? one : best), ",");
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, { delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch {
    throw invalid("csv", "not a table");
  }
  const [first] = records;
  if (!first) throw invalid("csv", "empty");
  const places = placesIn(first.record);
  const rows = places ? records.slice(1) : records;
  if (rows.length > MOST_LINES) throw invalid("csv", `at most ${MOST_LINES} lines`);
  const at = places ?? { email: 0, label: 1 };
  return rows.map(({ record, info }) => {
    const cell = (column: Column) => {
      const place = at[column];
      return place === undefined ? "" : plain(record[place] ?? "").normalize("NFC");
    };
    return {
      line: info.lines,
      email: cell("email"),
      label: cell("label"),
      type: cell("type"),
      resource: cell("resource"),
      roles: cell("roles"),
      until: lastMoment(cell("until")),
    };
  });
}

/** A day is the last one; what is no day is judged with the line. */
function lastMoment(cell: string): string {
  const day = saidDay(cell)?.day;
  return day ? `${day}T23:59:59Z` : cell;
}

const count = (text: string, sign: string): number => text.split(sign).length - 1;

/** Which column is where; null where the first line names none and is a person already. Refusal: invalid [csv]. */
function placesIn(head: readonly string[]): Partial<Record<Column, number>> | null {
  const names = head.map((name) => nameKey(name));
  const places: Partial<Record<Column, number>> = {};
  for (const column of Object.keys(COLUMNS) as Column[]) {
    const place = names.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name));
    if (place >= 0) places[column] = place;
  }
  if (places.email !== undefined) return places;
  if (head[0]?.includes("@")) return null;
  throw invalid("csv", "name a column email");
}

/** Lines and addresses above. */
type Seen = { lines: Set<string>; people: Set<string> };

type Member = Pick<MemberRow, "id" | "collaboration_id" | "display_name" | "ends_at"> & { status: MemberStatus };
type RoleFound = { id: number; name: string; type: string };
type House = {
  own: string;
  owner: number;
  members: Map<string, Member>;
  /** Collaboration → key of a resource → ids of the roles held there. */
  held: Map<number, Map<string, number[]>>;
  environments: Map<string, string>;
  groups: ReadonlySet<string>;
  roles: Map<string, RoleFound>;
};

async function houseOf({ db, owner }: { db: Db; owner: number }, lines: readonly Line[]): Promise<House> {
  const emails = [...new Set(lines.flatMap(({ email }) => canonicalOf(email) ?? []))];
  const pairs = await pairsOf(db, owner, emails);
  const held = new Map<number, Map<string, number[]>>();
  const ids = pairs.map((pair) => pair.collaboration_id);
  for (const { collaborationId, type, resourceId, roleIds } of await thingsOf(db, owner, ids)) {
    const things = held.get(collaborationId) ?? new Map<string, number[]>();
    held.set(collaborationId, things.set(resourceKey({ type, id: resourceId }), roleIds));
  }
  const environments = await environmentsOf(db, owner);
  const roles = await rolesOf(db, owner);
  return {
    owner,
    own: (await findAccount(db, owner))!.email,
    members: new Map(pairs.map((pair) => [pair.email, pair])),
    held,
    environments: new Map(environments.flatMap(({ appid, name }) => [[appid, appid] as const, [name, appid] as const])),
    groups: new Set((await groupsOf(db, owner)).map(({ path }) => path)),
    roles: new Map(roles.map((role) => [role.name_key, role])),
  };
}

function canonicalOf(email: string): string | null {
  try {
    return parseEmail(email).canonical;
  } catch {
    return null;
  }
}

function planLine(line: Line, house: House, seen: Seen): PlannedLine {
  const said: PlannedLine = {
    line: line.line,
    email: line.email,
    label: line.label,
    resource: line.resource && `${line.type || "ENV"}:${line.resource}`,
    roles: [],
    until: line.until,
    verdict: "skip",
    changes: [],
    code: "",
    note: "",
    wanted: { email: line.email, label: line.label || undefined, until: line.until || undefined, shares: [] },
  };
  try {
    return { ...said, ...judgeLine(line, said, house, seen) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...said, verdict: "error", code: error.code, note: error.message };
  }
}

function judgeLine(line: Line, said: PlannedLine, house: House, seen: Seen): Partial<PlannedLine> {
  const { canonical } = parseEmail(line.email);
  if (canonical === house.own) throw invalid("email", "an account cannot invite itself");
  const label = field.text().safeParse(line.label);
  if (!label.success) throw invalid("label", label.error.issues[0]!.message);
  const until = line.until === "" ? undefined : readUntil(line.until);
  const share = shareOf(line, house);
  const roles = share?.roles.map(({ name }) => name) ?? [];
  const resource = share ? resourceKey(share) : "";
  const key = JSON.stringify([canonical, line.label, line.until, resource, roles]);
  if (seen.lines.has(key)) return { roles, verdict: "skip", code: DUPLICATE };
  const isFirst = !seen.people.has(canonical);
  seen.lines.add(key);
  seen.people.add(canonical);
  const member = house.members.get(canonical);
  const wanted: Wanted = {
    ...said.wanted,
    shares: share ? [{ type: share.type, resourceId: share.id, roles: share.roles.map(({ id }) => id) }] : [],
  };
  const isThere =
    member && (member.status === "ACTIVE" || member.status === "SUSPENDED" || member.status === "PENDING");
  if (!isThere)
    return { roles, wanted, verdict: isFirst ? "create" : "change", changes: isFirst ? ["invited"] : ["roles"] };
  const changes: PlannedLine["changes"] = [];
  if (line.label && line.label !== member.display_name) changes.push("label");
  if (until !== undefined && until?.getTime() !== member.ends_at?.getTime()) changes.push("end");
  const holds = new Set(house.held.get(member.collaboration_id)?.get(resource));
  if (share?.roles.some(({ id }) => !holds.has(id))) changes.push("roles");
  return changes.length > 0 ? { roles, wanted, verdict: "change", changes } : { roles, verdict: "skip", code: SAME };
}

type Shared = Resource & { roles: RoleFound[] };

/** What the line shares, found by name; null for nothing. Refusals: invalid, not-found. */
function shareOf(line: Line, house: House): Shared | null {
  if (line.resource === "" && typeIn(line.type) !== "ACCOUNT") return null;
  const type = typeIn(line.type);
  const id = idOf(type, line.resource, house);
  const named = rolesIn(line.roles, house);
  if (named.length === 0) throw invalid("roleIds", "name at least one role");
  const wrong = named.find((role) => role.type !== resourceGroup(type));
  if (wrong) throw invalid("roleIds", `the role ${wrong.name} is for ${wrong.type} resources`);
  return { type, id, roles: named };
}

const TYPE_WORDS: Record<string, ResourceType> = {
  "": "ENV",
  environment: "ENV",
  group: "ENV_GROUP",
  account: "ACCOUNT",
};

function typeIn(text: string): ResourceType {
  const found = TYPE_WORDS[nameKey(text)] ?? resourceTypes.find((type) => type === text.trim().toUpperCase());
  if (!found) throw invalid("type", "unknown resource type");
  return found;
}

function idOf(type: ResourceType, text: string, house: House): string {
  if (type === "ACCOUNT") return String(house.owner);
  const id = normalizeResourceId(type, text);
  if (id === CATEGORY) return id;
  if (type === "ENV") {
    const appid = house.environments.get(id.toLowerCase());
    if (appid === undefined) throw notFound("environment");
    return appid;
  }
  if (type === "ENV_GROUP" && !house.groups.has(id)) throw notFound("environment group");
  return id;
}

/** A cell may name one role, whose name may hold anything, or several with semicolons or commas between. */
function rolesIn(cell: string, house: House): RoleFound[] {
  const whole = house.roles.get(nameKey(cell));
  if (whole) return [whole];
  const names = cell
    .split(/[;,]/)
    .map((name) => name.trim())
    .filter(Boolean);
  return names.map((name) => {
    const role = house.roles.get(nameKey(name));
    if (!role) throw notFound("role");
    return role;
  });
}
