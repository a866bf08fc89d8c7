// What a hand would write at the least: node:http and one indexed query, or one update and one journal row in a transaction.
import http from "node:http";
import pg from "pg";

const pool = new pg.Pool({ ...JSON.parse(process.env.BENCH_DATABASE ?? "{}"), max: 16 });

const read = async (url) => {
  const { rows } = await pool.query("select email, name, version from account where owner_uid = $1", [
    url.searchParams.get("uid"),
  ]);
  return { error: "", reason: 0, result: rows.length ? 0 : 5, source: "users" };
};

const write = async (url) => {
  const [owner, id, name] = ["owner", "id", "displayName"].map((key) => url.searchParams.get(key));
  const connection = await pool.connect();
  try {
    await connection.query("begin");
    await connection.query("update member set display_name = $3 where owner_uid = $1 and id = $2", [owner, id, name]);
    await connection.query(
      `insert into bench_journal (owner_uid, id, actor_uid, door, method, target, target_id, "before", "after") values ($1, gen_random_uuid(), $1, 'rest', 'EditMember', 'member', $2, null, $3)`,
      [owner, id, JSON.stringify({ displayName: name })],
    );
    await connection.query("commit");
  } finally {
    connection.release();
  }
  return { error: "", reason: 0, result: 0, source: "users" };
};

const server = http.createServer(async (request, response) => {
  const url = new URL(request.url, "http://bench");
  const body = JSON.stringify(await (url.pathname === "/write" ? write : read)(url));
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) }).end(body);
});
server.listen(Number(process.env.PORT), "127.0.0.1", () => process.stdout.write("ready\n"));
