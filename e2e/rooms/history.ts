import pg from "pg";
import { replay } from "../../lib/domain/diagram/apply";
import { Document } from "../../lib/domain/diagram/document";
import { pause, type RoomClient } from "../support/room-client";

/** What the log of a diagram has to say, read past the house. */
async function logOf(connection: pg.ClientConfig, diagram: string) {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const order = "from diagram_edit where diagram_id = $1 and seq > 0 order by seq";
    const { rows } = await client.query(`select seq, operation_id as operation, edit ${order}`, [diagram]);
    const head = await client.query("select seq from diagram_head where diagram_id = $1", [diagram]);
    return { rows: rows as { seq: string; operation: string; edit: string }[], head: Number(head.rows[0]?.seq ?? 0) };
  } finally {
    await client.end();
  }
}

/** Waits until nothing is waited for any more, and everybody who stays has the same vector. */
export async function settle(clients: readonly RoomClient[], within = 30_000): Promise<void> {
  const isSettled = () =>
    clients.every(
      (one) => one.isHere && one.unanswered === 0 && one.vector === Math.max(...clients.map((c) => c.vector)),
    );
  await patiently(isSettled, within, () => `Not settled: ${howAre(clients)}`);
}

/** What these people do, or else who of them waits for what. */
export async function finished(clients: readonly RoomClient[], doing: Promise<unknown>, within: number): Promise<void> {
  let isDone = false;
  const done = doing.finally(() => {
    isDone = true;
  });
  await Promise.race([
    done,
    patiently(
      () => isDone,
      within,
      () => `Not done: ${howAre(clients)}`,
    ),
  ]);
}

/** Counts instead of looking at the clock: a machine that was put to sleep has not kept anybody waiting. */
async function patiently(isSo: () => boolean, within: number, why: () => string): Promise<void> {
  for (let waited = 0; !isSo(); waited += 20) {
    if (waited > within) throw new Error(why());
    await pause(20);
  }
}

/** Whether they are here, what they wait for, and how far they have come. */
const howAre = (clients: readonly RoomClient[]): string =>
  clients.map(({ isHere, unanswered, vector }) => `${isHere ? "here" : "away"} ${unanswered} ${vector}`).join(", ");

/**
 * What is wrong with what these clients of one diagram were told, against its log: numbers without a gap, every acknowledged edit at its
 * number and once, and every copy of the document equal to the folded log.
 */
export async function wrongIn(
  connection: pg.ClientConfig,
  diagram: string,
  clients: readonly RoomClient[],
): Promise<string[]> {
  const { rows, head } = await logOf(connection, diagram);
  const wrong = clients.flatMap(({ faults }) => faults);
  for (const [n, { seq }] of rows.entries())
    if (Number(seq) !== n + 1) wrong.push(`number ${n + 1} of the log is ${seq}`);
  if (head !== rows.length) wrong.push(`the head says ${head}, the log has ${rows.length}`);
  const numbers = new Map(rows.map(({ operation, seq }) => [operation, Number(seq)]));
  const log = rows.map(({ operation }) => operation);
  for (const history of new Set(clients.map((one) => one.history))) wrong.push(...history.against(log));
  for (const { journal } of clients) {
    for (const { operationId, vector } of journal) {
      const is = numbers.get(operationId);
      if (is !== vector) wrong.push(`${operationId} was acknowledged at ${vector} and is at ${is ?? "nowhere"}`);
    }
  }
  const document = rows.reduce((so, { edit }) => replay(so, JSON.parse(edit)), new Document()).encoded();
  for (const client of clients) {
    if (client.document.encoded() !== document) wrong.push(`a copy at ${client.vector} is not the folded log`);
  }
  return wrong;
}

/** Draws until it is told to stop, one edit after the other: adds, moves and removes cells of a small set, which others do too. */
export async function draw(
  client: RoomClient,
  ids: readonly string[],
  isOver: () => boolean,
  every = 15,
): Promise<number> {
  let refused = 0;
  for (let n = 0; !isOver(); n++) {
    const id = ids[Math.floor(Math.random() * ids.length)]!;
    const known = client.document.get(id);
    const position = { x: Math.floor(Math.random() * 1_000), y: n };
    const size = { width: 140, height: 60 };
    const change = !known
      ? { id, operation: "add" as const, data: { id, shape: "process", position, size } }
      : Math.random() < 0.15
        ? { id, operation: "remove" as const }
        : { id, operation: "update" as const, data: { id, shape: "process", position } };
    await client.edit([change]).catch(() => {
      refused += 1;
    });
    await pause(every * Math.random() * 2);
  }
  return refused;
}
