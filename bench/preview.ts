/** What a change would do, told over HTTP before it is done: 1,000 members, 10,000 shares, 2,000 environments in nested groups. */
import { pathToFileURL } from "node:url";
import pg from "pg";
import { demoPassword } from "../db/cast";
import { systemPolicies } from "../lib/domain/policy";
import type { WorldFacts } from "../lib/domain/world";
import type { Row } from "./decide";
import { benchFacts } from "./decide-world";
import { explainRows } from "./explain";
import { type Server, startHouse } from "./house";
import { ask, median } from "./load";

const ROUNDS = 7;
/** Far above what the sequence has handed out. */
const FROM = 1_600_000_000;

export async function benchPreview(house: Server, pool: pg.Pool): Promise<Row[]> {
  const { rows } = await pool.query("select owner_uid from account where email = 'stranger@confer.example'");
  const facts = benchFacts();
  await fillWorld(pool, Number(rows[0].owner_uid), facts);
  const [policy, role] = [facts.policies[0]!, facts.roles[0]!];
  const acts = {
    EditPolicy: `id=${FROM + policy.id}&methods=environment.control.StartEnv`,
    EditRole: `id=${FROM + role.id}&policies=LOGS_VIEW`,
    SuspendMember: `id=${FROM + facts.members[4]!.id}`,
  };
  const form = new URLSearchParams({ login: "stranger@confer.example", password: demoPassword });
  const signedIn = await fetch(`http://127.0.0.1:${house.port}/1.0/users/authentication/rest/signin`, {
    method: "POST",
    body: form,
  });
  const { session } = (await signedIn.json()) as { session: string };
  const headers = { authorization: `Bearer ${session}` };
  const told: Row[] = [];
  for (const [method, input] of Object.entries(acts)) {
    const times: number[] = [];
    let people = 0;
    for (let round = 0; round <= ROUNDS; round++) {
      const start = performance.now();
      const path = `/1.0/users/collaboration/rest/${method.toLowerCase()}?${input}&dryRun=true`;
      const body = JSON.parse(await ask(house.port, path, headers));
      if (round > 0) times.push(performance.now() - start);
      if (body.result !== 0) throw new Error(`${method}: ${body.error}`);
      people = Math.max(body.preview.gains.n, body.preview.loses.n);
      if (people === 0) throw new Error(`${method} concerns nobody.`);
    }
    told.push({
      name: `${method} with dryRun: 1,000 members, 10,000 shares (${people} concerned)`,
      value: `${Math.round(median(times))} ms`,
      bound: "< 1,000 ms",
      ok: median(times) < 1_000,
    });
  }
  return [...told, ...(await explainRows(house.port, headers, facts, (id) => FROM + id))];
}

/** The world of the bench as this owner's rows; its ids begin at `FROM`. */
async function fillWorld(pool: pg.Pool, owner: number, facts: WorldFacts): Promise<void> {
  const add = (table: string, columns: string, rows: object[]) =>
    pool.query(
      `insert into ${table} (owner_uid, ${columns}) select $1, ${columns} from jsonb_populate_recordset(null::${table}, $2::jsonb)`,
      [owner, JSON.stringify(rows)],
    );
  const own = (id: number) => FROM + id;
  const people = facts.members.map(({ uid }) => ({
    owner_uid: own(uid!),
    email: `w${uid}@bench.example`,
    email_shown: `w${uid}@bench.example`,
    name: `Member ${uid}`,
  }));
  await pool.query(
    "insert into account (owner_uid, email, email_shown, name) select owner_uid, email, email_shown, name from jsonb_populate_recordset(null::account, $1::jsonb)",
    [JSON.stringify(people)],
  );
  const ids = facts.members.map(({ id }) => ({ id: own(id), type: "ACCOUNT" }));
  await add("collaboration", "id, type", ids);
  await add(
    "member",
    "id, collaboration_id, type, email, email_shown, member_uid, status, signed_by",
    facts.members.map(({ id, uid, status }) => {
      const email = `w${uid}@bench.example`;
      const who = { email, email_shown: email, member_uid: own(uid!), signed_by: "INVITATION" };
      return { id: own(id), collaboration_id: own(id), type: "ACCOUNT", status, ...who };
    }),
  );
  await add(
    "policy",
    "id, name, name_key, type, behavior, methods",
    facts.policies.map(({ id, name, behavior, methods }) => ({
      id: own(id),
      name,
      name_key: name.toLowerCase(),
      type: "ENVIRONMENT",
      behavior,
      methods,
    })),
  );
  await add(
    "role",
    "id, name, name_key, type",
    facts.roles.map(({ id, name }) => ({
      id: own(id),
      name: `W ${name}`,
      name_key: `w ${name.toLowerCase()}`,
      type: "VAP",
    })),
  );
  const mine = new Set(facts.policies.map(({ id }) => id));
  // A role is of one kind.
  const cloud = new Set(systemPolicies.filter(({ type }) => type === "CMP").map(({ id }) => id));
  await add(
    "role_policy",
    "role_id, policy_id",
    facts.roles.flatMap(({ id, policyIds }) =>
      [...new Set(policyIds)]
        .filter((policy) => !cloud.has(policy))
        .map((policy) => ({
          role_id: own(id),
          policy_id: mine.has(policy) ? own(policy) : policy,
        })),
    ),
  );
  await add(
    "environment_group",
    "path",
    facts.groups.map((path) => ({ path })),
  );
  await add(
    "environment",
    "appid, name, creator_uid",
    facts.environments.map(({ appid }) => ({ appid, name: appid, creator_uid: owner })),
  );
  await add(
    "environment_in_group",
    "path, appid",
    facts.environments.flatMap(({ appid, groups }) => groups.map((path) => ({ path, appid }))),
  );
  await add(
    "share",
    "id, collaboration_id, type, resource_id",
    facts.shares.map(({ id, collaborationId, type, resourceId }) => ({
      id: own(id),
      collaboration_id: own(collaborationId),
      type,
      resource_id: resourceId,
    })),
  );
  await add(
    "share_role",
    "share_id, role_id",
    facts.shares.flatMap(({ id, roleIds }) => roleIds.map((role) => ({ share_id: own(id), role_id: own(role) }))),
  );
  await pool.query("vacuum analyze");
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const house = await startHouse(8195);
  const pool = new pg.Pool({ ...house.connection!, max: 2 });
  console.table(await benchPreview(house, pool));
  await pool.end();
  await house.stop();
}
