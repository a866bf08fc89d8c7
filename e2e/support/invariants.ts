import { sql } from "kysely";
import { db } from "../../db/client";
import { methods } from "../../lib/domain/method";
import { systemPolicies } from "../../lib/domain/policy";

const grantable = methods.filter((method) => method.isCollaborationAccessible).map((method) => method.name);
const systemIds = systemPolicies.map((policy) => policy.id);

/** What must hold of the whole database after anything at all, each as a query for the rows that break it. */
const laws = {
  "each member has one pointer that says the same": sql`
    select m.owner_uid, m.id from member m left join directory_membership d on d.owner_uid = m.owner_uid and d.member_id = m.id
    where d.member_id is null or d.email <> m.email or d.member_uid is distinct from m.member_uid`,
  "no pointer leads to a member who is gone": sql`
    select d.owner_uid, d.member_id from directory_membership d
    where not exists (select from member m where m.owner_uid = d.owner_uid and m.id = d.member_id)`,
  "an invitation's pointer leads to the open invitation whose secret it is": sql`
    select d.owner_uid, d.member_id from directory_invitation d
    where not exists (select from member m where m.owner_uid = d.owner_uid and m.id = d.member_id
      and m.secret_hash = d.hash and m.status = 'PENDING')`,
  "whoever has answered has no secret left": sql`
    select owner_uid, id from member where status <> 'PENDING' and secret_hash is not null`,
  "a status is one of five, and access belongs to somebody": sql`
    select owner_uid, id, status from member where status not in ('PENDING', 'REJECTED', 'ACTIVE', 'SUSPENDED', 'LEFT')
      or (status in ('ACTIVE', 'SUSPENDED', 'LEFT') and member_uid is null)`,
  "nobody is their own member": sql`select owner_uid, id from member where member_uid = owner_uid`,
  "a pair has exactly one member, of its own id": sql`
    select c.owner_uid, c.id from collaboration c left join member m on m.owner_uid = c.owner_uid and m.collaboration_id = c.id
    where c.type = 'ACCOUNT' group by c.owner_uid, c.id
    having count(m.id) <> 1 or min(m.id) <> c.id or bool_or(m.type <> 'ACCOUNT')`,
  "a team's members are of its kind": sql`
    select m.owner_uid, m.id from member m join collaboration c on c.owner_uid = m.owner_uid and c.id = m.collaboration_id
    where m.type <> c.type`,
  "a share names at least one role": sql`
    select s.owner_uid, s.id from share s
    where not exists (select from share_role r where r.owner_uid = s.owner_uid and r.share_id = s.id)`,
  "a role of a share exists, and is of the resource's kind": sql`
    select r.owner_uid, r.share_id, r.role_id from share_role r
    left join share s on s.owner_uid = r.owner_uid and s.id = r.share_id
    left join role o on o.owner_uid = r.owner_uid and o.id = r.role_id
    where s.id is null or o.id is null or o.type <> case when s.type in ('VHI_REGION', 'S3_REGION') then 'CMP' else 'VAP' end`,
  "a shared environment or group exists": sql`
    select s.owner_uid, s.id from share s where s.resource_id <> '*' and (
      (s.type = 'ENV' and not exists (select from environment e where e.owner_uid = s.owner_uid and e.appid = s.resource_id))
      or (s.type = 'ENV_GROUP' and not exists
        (select from environment_group g where g.owner_uid = s.owner_uid and g.path = s.resource_id)))`,
  "a share is of a kind, and an account's share is the owner's account": sql`
    select owner_uid, id from share where type not in ('ENV', 'ENV_GROUP', 'ACCOUNT', 'VHI_REGION', 'S3_REGION')
      or (type = 'ACCOUNT' and resource_id <> owner_uid::text)`,
  "a role is made of at least one policy": sql`
    select o.owner_uid, o.id from role o
    where not exists (select from role_policy p where p.owner_uid = o.owner_uid and p.role_id = o.id)`,
  "a policy of a role is the system's or the owner's own": sql`
    select r.owner_uid, r.role_id, r.policy_id from role_policy r where r.policy_id <> all(${systemIds})
      and not exists (select from policy p where p.owner_uid = r.owner_uid and p.id = r.policy_id)`,
  "a policy holds only methods that can be shared": sql`
    select p.owner_uid, p.id from policy p where cardinality(p.methods) = 0 or not p.methods <@ ${grantable}::text[]
      or p.behavior not in ('ALLOW', 'DENY')`,
  "the journal is never ahead of its owner, and has no gaps": sql`
    select j.owner_uid, j.version from journal j left join account a on a.owner_uid = j.owner_uid
    group by j.owner_uid, j.version, a.version
    having a.version is null or j.version > a.version or min(j.n) <> 0 or max(j.n) <> count(*) - 1`,
  "a key leads to the sign-in or token whose hash it is": sql`
    select k.owner_uid, k.id from directory_key k
    where not exists (select from sign_in s where k.kind = 'sign-in' and s.owner_uid = k.owner_uid and s.id = k.id and s.hash = k.hash)
      and not exists (select from token t where k.kind = 'token' and t.owner_uid = k.owner_uid and t.id = k.id and t.hash = k.hash)`,
  "an address leads to its account, and back": sql`
    select a.owner_uid from account a where a.status = 'ACTIVE' and not exists
      (select from directory_email d where d.email = a.email and d.owner_uid = a.owner_uid)
    union all select d.owner_uid from directory_email d where not exists
      (select from account a where a.owner_uid = d.owner_uid and a.email = d.email)`,
  "an environment has its two pointers": sql`
    select e.owner_uid, e.appid from environment e where 2 <> (select count(*) from directory_environment d
      where d.owner_uid = e.owner_uid and d.appid = e.appid and d.key in ('appid:' || e.appid, 'name:' || e.name))`,
  "a diagram's log ends at its head, and has no gap": sql`
    select h.owner_uid, h.diagram_id from diagram_head h where h.seq <> (select count(*) from diagram_edit e
      where e.owner_uid = h.owner_uid and e.diagram_id = h.diagram_id and e.seq between 1 and h.seq)`,
  "a threat model, a diagram and a session have a pointer each": sql`
    select m.owner_uid, m.id from threat_model m where not exists (select from directory_threat_model d where d.id = m.id and d.owner_uid = m.owner_uid)
    union all select m.owner_uid, m.id from diagram m where not exists (select from directory_diagram d where d.id = m.id and d.owner_uid = m.owner_uid)
    union all select m.owner_uid, m.id from diagram_session m where not exists (select from directory_session d where d.id = m.id and d.owner_uid = m.owner_uid)`,
  "an id is given out once": sql`
    select id from (select id from collaboration union all select id from member where type = 'GROUP' union all
      select id from role union all select id from policy union all select id from share union all
      select id from token union all select id from sign_in union all select owner_uid from account) every
    group by id having count(*) > 1`,
  "no stored text holds control characters": sql`
    select 'role' as "table", id from role where concat(name, description) ~ '[\x01-\x1f\x7f]' union all
    select 'policy', id from policy where concat(name, description) ~ '[\x01-\x1f\x7f]' union all
    select 'member', id from member where concat(email, email_shown, display_name, owner_label) ~ '[\x01-\x1f\x7f]' union all
    select 'collaboration', id from collaboration where concat(display_name, external_id) ~ '[\x01-\x1f\x7f]' union all
    select 'account', owner_uid from account where name ~ '[\x01-\x1f\x7f]' union all
    select 'share', id from share where resource_id ~ '[\x01-\x1f\x7f]'`,
};

/** The laws that are broken now, each with the first rows that break it; empty when the database is sound. */
export async function brokenInvariants(): Promise<string[]> {
  const broken: string[] = [];
  for (const [law, query] of Object.entries(laws)) {
    const { rows } = await query.execute(db());
    if (rows.length > 0) broken.push(`${law}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return broken;
}
