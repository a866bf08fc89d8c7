import { z } from "zod";
import { findUidByEmail } from "../../../db/accounts";
import { findEnvironmentOwner } from "../../../db/environments";
import type { ThreatModelRow } from "../../../db/schema";
import { type ModelEntry, modelRoles } from "../../domain/diagram/rights";
import { parseEmail } from "../../domain/email";
import { OVER } from "../../domain/ends";
import { invalid } from "../../domain/refusal";
import * as field from "../fields";
import { labels } from "../labels";
import type { Asked } from "../operation";
import { endOf, hasEnded, readUntil, untilField } from "../until";

const role = field.choice(modelRoles);
const userLine = z.object({
  principalType: z.literal("user"),
  uid: field.id().optional(),
  email: field.text().optional(),
  role,
  until: untilField(),
});
/** Where the contract has a pattern, nothing else is kept: clients that judge what they are told would read nothing of the answer. */
const PROVIDER = /^(?:\*|[a-zA-Z][a-zA-Z0-9_*-]*)?$/;
const GROUP = /^[^<>"'&]*$/;
const URI =
  /^https?:\/\/[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*(?::\d{1,5})?(?:\/(?:[\w.~:/?@!$&'()*+,;=-]|%[\da-f]{2})*(?:#(?:[\w.~:/?@!$&'()*+,;=-]|%[\da-f]{2})*)?)?$/i;

const groupLine = z.object({
  principalType: z.literal("group"),
  provider: field.text(100).regex(PROVIDER).optional(),
  group: field.name(500).regex(GROUP),
  role,
  until: untilField(),
});
type EntryInput = z.output<typeof userLine> | z.output<typeof groupLine>;

/** Of a threat model of which none was said. */
export const FIRST_STATUS = "not_started";

const MOST_ENTRIES = 200;

/** What one may say of a threat model; all of it is optional where one changes it. */
export const modelFields = {
  name: field.name(256),
  description: field.prose(2048).nullable(),
  framework: z.string().regex(/^[A-Za-z0-9_-]{1,30}$/),
  authorization: z.array(z.union([userLine, groupLine])).max(MOST_ENTRIES),
  metadata: labels(),
  issueUri: field.name(1000).regex(URI, "a link is of http or https").nullable(),
  isConfidential: field.flag(),
  status: field.text(128).nullable(),
  /** The name or appid of an environment; null for none. */
  environment: field.name().nullable(),
};

type Said = {
  [Field in keyof typeof modelFields]?: z.output<(typeof modelFields)[Field]> | undefined;
};

/** The columns that what was said stands for. `environment` is an appid. */
export function columnsOf(said: Omit<Said, "authorization" | "environment">, was?: ThreatModelRow) {
  const { name, description, framework, metadata, issueUri, isConfidential, status } = said;
  const moved = status !== undefined && status !== was?.status;
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(framework === undefined ? {} : { framework }),
    ...(metadata === undefined ? {} : { metadata: JSON.stringify(metadata) }),
    ...(issueUri === undefined ? {} : { issue_uri: issueUri }),
    ...(isConfidential === undefined ? {} : { is_confidential: isConfidential }),
    ...(moved ? { status, status_at: new Date() } : {}),
  };
}

/**
 * The list's lines as they are kept: by account where the address has one. A line that says no end keeps the one it has in `was`; a list
 * in which none says any leaves alone what is over there. Refusal: invalid for a principal named twice, and for an end.
 */
export async function readEntries(
  at: Pick<Asked<unknown>, "db">,
  given: readonly EntryInput[],
  was: readonly ModelEntry[] = [],
): Promise<ModelEntry[]> {
  const entries: ModelEntry[] = [];
  const named = new Set<ModelEntry>();
  for (const one of given) {
    const entry = one.principalType === "user" ? await userEntry(at, one) : groupEntry(one);
    const email = one.principalType === "user" && one.email ? parseEmail(one.email).canonical : "";
    const before = was.find((line) => isOf(line, { ...entry, email }));
    if (before) named.add(before);
    entries.push({ ...entry, ...endSaid(one.until, before) });
  }
  const keys = entries.map(({ uid, email, provider, group_name }) =>
    JSON.stringify([uid, email, provider, group_name]),
  );
  if (new Set(keys).size < keys.length) throw invalid("authorization", "somebody is named twice");
  const left = given.length > 0 && given.every(({ until }) => until === undefined);
  return left ? [...entries, ...was.filter((line) => isGone(line) && !named.has(line))] : entries;
}

const isOf = (line: ModelEntry, { principal_type, uid, email, group_name }: ModelEntry): boolean =>
  line.principal_type === principal_type &&
  (principal_type === "group"
    ? line.group_name === group_name
    : line.uid === null
      ? line.email === email
      : line.uid === uid);

export const isGone = ({ ends_at = null }: Pick<ModelEntry, "ends_at">): boolean => hasEnded({ ends_at });

/** Named anew after its end, a line has none; but not by a list that may have been read before it, which is until that end is told. */
function endSaid(until: string | undefined, before?: ModelEntry): Pick<ModelEntry, "ends_at" | "ends_told"> {
  const has = before && { ends_at: before.ends_at ?? null, ends_told: before.ends_told ?? 0 };
  const isAsItIs = until !== undefined && until === has?.ends_at?.toISOString();
  const isOld = until === undefined && has !== undefined && hasEnded(has) && has.ends_told < OVER;
  return has && (isAsItIs || isOld) ? has : endOf(has, readUntil(until));
}

async function userEntry(at: Pick<Asked<unknown>, "db">, one: z.output<typeof userLine>): Promise<ModelEntry> {
  const { role, uid } = one;
  const line = { principal_type: "user" as const, provider: "", group_name: "", role };
  if (uid !== undefined) return { ...line, uid, email: "" };
  if (!one.email) throw invalid("authorization", "a user needs an address");
  const email = parseEmail(one.email).canonical;
  const known = await findUidByEmail(at.db, email);
  return { ...line, uid: known, email: known === null ? email : "" };
}

const groupEntry = ({ provider = "", group, role }: z.output<typeof groupLine>): ModelEntry => ({
  principal_type: "group",
  uid: null,
  email: "",
  provider,
  group_name: group,
  role,
});

/** Whose account an environment belongs to, and its appid. Refusal: invalid. */
export async function environmentMeant(at: Pick<Asked<unknown>, "db">, name: string) {
  const found = await findEnvironmentOwner(at.db, name);
  if (!found) throw invalid("environment", "there is no such environment");
  return found;
}
