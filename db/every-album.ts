import { PARTS, type Parts, type PartsRow, type Shown, type ShownMember, toParts } from "./albums";
import { type Db, statement } from "./client";
import type { CollaborationRow, ShareRow } from "./schema";

/**
 * For thousands of rows: column by column, which the database writes and JavaScript reads several times faster; each table is a
 * row of the answer, read here while the database writes the next.
 */
export async function readEveryAlbum(
  at: Db,
  owner: number,
  withPolicies: boolean,
): Promise<{ wholes: Shown[]; parts: Parts }> {
  const rows = await all(at, owner, null, withPolicies);
  const { members, shares, held, collaborations, parts } = Object.fromEntries(
    rows.map(({ name, part }) => [name, part]),
  ) as All;
  const wholes = new Map<number, Shown>();
  collaborations.id?.forEach((id, n) => {
    const created_at = new Date(collaborations.created_at![n]!);
    const [type, display_name] = [collaborations.type![n]!, collaborations.display_name![n]!];
    const external_id = collaborations.external_id![n]!;
    const collaboration = { owner_uid: owner, id, type, display_name, external_id, created_at };
    wholes.set(id, { collaboration, members: [], shares: [] });
  });
  members.id?.forEach((id, n) => {
    const collaboration_id = members.collaboration_id![n]!;
    wholes.get(collaboration_id)?.members.push({
      owner_uid: owner,
      id,
      collaboration_id,
      type: members.type![n]!,
      email: members.email![n]!,
      email_shown: members.email_shown![n]!,
      member_uid: members.member_uid![n]!,
      status: members.status![n]!,
      signed_by: members.signed_by![n]!,
      display_name: members.display_name![n]!,
      owner_label: members.owner_label![n]!,
      status_at: new Date(members.status_at![n]!),
      ends_at: dateOf(members.ends_at![n]),
      ends_told: members.ends_told![n]!,
    });
  });
  const roles = new Map<number, number[]>();
  held.share_id?.forEach((share, n) => {
    const list = roles.get(share);
    if (list) list.push(held.role_id![n]!);
    else roles.set(share, [held.role_id![n]!]);
  });
  shares.id?.forEach((id, n) => {
    const collaboration_id = shares.collaboration_id![n]!;
    wholes.get(collaboration_id)?.shares.push({
      owner_uid: owner,
      id,
      collaboration_id,
      type: shares.type![n]!,
      resource_id: shares.resource_id![n]!,
      metadata: shares.metadata![n]!,
      ends_at: dateOf(shares.ends_at![n]),
      ends_told: shares.ends_told![n]!,
      role_ids: (roles.get(id) ?? []).sort((a, b) => a - b),
    });
  });
  for (const whole of wholes.values()) {
    whole.members.sort(byText(({ email }) => email));
    whole.shares.sort(byText(({ type, resource_id }) => `${type} ${resource_id}`));
  }
  return { wholes: [...wholes.values()], parts: toParts(parts) };
}

const dateOf = (text: string | null | undefined): Date | null => (text ? new Date(text) : null);

const byText =
  <T>(key: (one: T) => string) =>
  (a: T, b: T) => {
    const [x, y] = [key(a), key(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  };

/** Columns of many rows; null where there are none. */
type Columns<Row, K extends keyof Row = keyof Row> = {
  [C in K]: (Row[C] extends Date ? string : Row[C] extends Date | null ? string | null : Row[C])[] | null;
};
type All = {
  members: Columns<Omit<ShownMember, "owner_uid">>;
  shares: Columns<Omit<ShareRow, "owner_uid">>;
  held: Columns<{ share_id: number; role_id: number }>;
  collaborations: Columns<Omit<CollaborationRow, "owner_uid">>;
  parts: PartsRow;
};

const columns = (table: string, names: string) =>
  `(select json_build_object(${names.split(" ").map((name) => `'${name}', json_agg(t.${name})`)}) from ${table} t where t.owner_uid = $1::bigint)`;

const COLLABORATION = "id type display_name external_id created_at";
const MEMBER =
  "id collaboration_id type email email_shown member_uid status signed_by display_name owner_label status_at ends_at ends_told";
const SHARE = "id collaboration_id type resource_id metadata ends_at ends_told";

const all = statement<{ name: keyof All; part: unknown }>(`
  select 'members' as name, ${columns("member", MEMBER)} as part
  union all select 'shares', ${columns("share", SHARE)}
  union all select 'held', ${columns("share_role", "share_id role_id")}
  union all select 'collaborations', ${columns("collaboration", COLLABORATION)}
  union all select 'parts', row_to_json(p) from (select ${PARTS}) p`);
