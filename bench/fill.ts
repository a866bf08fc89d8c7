import type pg from "pg";

/**
 * Rows by the thousand, straight into the tables: owners with a role, a member and a share each. Ids lie far above what the
 * sequence has handed out.
 */
export async function fillOwners(pool: pg.Pool, from: number, to: number): Promise<void> {
  const span = [from, to - 1];
  await pool.query(
    `insert into account (owner_uid, email, email_shown, name) select 1e9 + n, 'o' || n || '@bench.example', 'o' || n || '@bench.example', 'Owner ' || n from generate_series($1::int, $2::int) n`,
    span,
  );
  await pool.query(
    `insert into role (owner_uid, id, name, name_key, type) select 1e9 + n, 1e9 + n, 'Viewer', 'viewer', 'VAP' from generate_series($1::int, $2::int) n`,
    span,
  );
  await pool.query(
    `insert into role_policy (owner_uid, role_id, policy_id) select 1e9 + n, 1e9 + n, 25 from generate_series($1::int, $2::int) n`,
    span,
  );
  await pool.query(
    `insert into environment (owner_uid, appid, name, creator_uid) select 1e9 + n, 'app' || n, 'env' || n, 1e9 + n from generate_series($1::int, $2::int) n`,
    span,
  );
  await fillMembers(pool, `1e9 + n`, `1e9 + n`, `'app' || n`, span);
  await settle(pool);
}

/** One owner's members, each with one environment shared in one role. */
export async function fillOneOwner(
  pool: pg.Pool,
  owner: number,
  role: number,
  appid: string,
  members: number,
): Promise<void> {
  await fillMembers(pool, String(owner), String(role), `'${appid}'`, [1, members]);
  await settle(pool);
}

/** Gives the owner of the demo's cast this many members more, each with one of their environments. */
export async function fillTheOwner(pool: pg.Pool, members: number): Promise<void> {
  const { rows } = await pool.query(
    "select a.owner_uid, r.id, e.appid from account a join role r on r.owner_uid = a.owner_uid join environment e on e.owner_uid = a.owner_uid where a.email = 'owner@confer.example' order by r.id limit 1",
  );
  await fillOneOwner(pool, rows[0].owner_uid, rows[0].id, rows[0].appid, members);
}

async function fillMembers(pool: pg.Pool, owner: string, role: string, appid: string, span: number[]): Promise<void> {
  const id = `1500000000 + n`;
  const series = `from generate_series($1::int, $2::int) n`;
  await pool.query(`insert into collaboration (owner_uid, id, type) select ${owner}, ${id}, 'ACCOUNT' ${series}`, span);
  await pool.query(
    `insert into member (owner_uid, id, collaboration_id, type, email, email_shown, member_uid, status, signed_by) select ${owner}, ${id}, ${id}, 'ACCOUNT', 'm' || n || '@bench.example', 'm' || n || '@bench.example', 2e9 + n, 'ACTIVE', 'INVITATION' ${series}`,
    span,
  );
  await pool.query(
    `insert into directory_membership (owner_uid, member_id, email, member_uid) select ${owner}, ${id}, 'm' || n || '@bench.example', 2e9 + n ${series}`,
    span,
  );
  await pool.query(
    `insert into share (owner_uid, id, collaboration_id, type, resource_id) select ${owner}, ${id}, ${id}, 'ENV', ${appid} ${series}`,
    span,
  );
  await pool.query(
    `insert into share_role (owner_uid, share_id, role_id) select ${owner}, ${id}, ${role} ${series}`,
    span,
  );
}

/** Lets the database finish what loading left behind, so that it is not measured. */
async function settle(pool: pg.Pool): Promise<void> {
  await pool.query("vacuum analyze");
  await new Promise((rested) => setTimeout(rested, 5_000));
}
