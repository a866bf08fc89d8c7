import pg from "pg";
import { pool } from "../../db/client";

/** In this order they can be filled again; emptied are those that do not go with their account. */
const TABLES =
  "account sign_in exchange token collaboration member role policy sentence role_policy share share_role environment environment_group environment_in_group threat_model threat_model_entry journal journal_seal journal_head review review_line mail directory_email directory_identity directory_key directory_invitation directory_closed_invitation directory_membership directory_environment directory_activity directory_threat_model directory_threat_model_entry directory_end preference activity activity_step access_request counter".split(
    " ",
  );
const WITH_ACCOUNT = new Set(
  "sign_in exchange token collaboration member role policy sentence role_policy share share_role environment environment_group environment_in_group threat_model threat_model_entry review review_line preference activity activity_step".split(
    " ",
  ),
);

/** Everything in the database as one number a table: whatever changes anything changes it. */
export async function fingerprint(): Promise<Record<string, string>> {
  const { rows: tables } = await pool().query("select tablename from pg_tables where schemaname = 'public'");
  const parts = tables.map(
    ({ tablename }) =>
      `select '${tablename}' as name, md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) as sum from "${tablename}" t`,
  );
  const { rows } = await pool().query(parts.join(" union all "));
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
}

/**
 * Everything in the database as it is now; the function it returns puts it back. Only the versions move on, since what is
 * remembered of a version must never be wrong.
 */
export async function snapshot(): Promise<() => Promise<void>> {
  const kept: string[] = [];
  for (const table of TABLES) {
    const { rows } = await pool().query(`select coalesce(jsonb_agg(t), '[]')::text as rows from ${table} t`);
    const literal = pg.escapeLiteral(rows[0].rows);
    kept.push(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, ${literal}::jsonb)`);
  }
  // Shares first: a role in use does not go, not even with its account.
  const apart = TABLES.filter((table) => !WITH_ACCOUNT.has(table));
  const emptied = ["share", ...apart].map((table) => `delete from ${table}`);
  let times = 0;
  return async () => {
    times += 1;
    const moved = `update account set version = version + ${times * 100}`;
    await pool().query(["begin", ...emptied, ...kept, moved, "commit"].join(";\n"));
  };
}
