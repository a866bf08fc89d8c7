import pg from "pg";
import { rest } from "../../e2e/support/room-client";
import type { Row } from "../decide";
import { startBare } from "../house";
import { cpuRow, rounds } from "../rounds";
import type { Stage } from "./stage";

/** As many as the floor of a bare server was measured with: fewer leave it idle, and idle time costs whoever is woken from it. */
const CONNECTIONS = 32;

/** Nobody sits in it, and a session that is empty ends by itself. */
async function keepOpen(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query("update diagram_session set touched_at = now() + '1 hour'::interval");
  await client.end();
}

/** What a client asks again and again: is somebody drawing here? */
export async function benchAsking({ node, token, owner, connection, diagram, port, measured }: Stage): Promise<Row[]> {
  const path = `${(await diagram()).path}/collaborate`;
  await rest(node.origin, token, `POST ${path}`);
  await keepOpen(connection);
  const bare = measured(await startBare(await port(), connection));
  try {
    const taken = await rounds({
      ours: { server: node, path: () => path, token, says: '"session_id"', connections: CONNECTIONS },
      bare: { server: bare, path: () => `/read?uid=${owner}`, connections: CONNECTIONS },
    });
    return [cpuRow("GET …/collaborate: server CPU against bare node:http + one query", taken.ours, taken.bare, 1.5)];
  } finally {
    await bare.stop();
  }
}
