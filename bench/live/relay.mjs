// What a hand would write at the least for one room: ws, and every edit appended to the same log, many in one commit.
import pg from "pg";
import { WebSocketServer } from "ws";

const { connection, owner, diagram } = JSON.parse(process.env.BENCH_RELAY);
const pool = new pg.Pool({ ...connection, max: 4 });
const sockets = new Set();
const server = new WebSocketServer({ port: Number(process.env.PORT), host: "127.0.0.1", perMessageDeflate: false });
const user = {
  principal_type: "user",
  provider: "tmi",
  provider_id: "0",
  email: "bench@tmi.local",
  display_name: "Bench",
};
let seq = 0;
let waiting = [];
let isWriting = false;

server.on("connection", (socket) => {
  sockets.add(socket);
  socket.send(JSON.stringify({ message_type: "diagram_state", update_vector: seq, cells: [] }));
  socket.on("message", (text) => {
    waiting.push(JSON.parse(String(text)));
    if (!isWriting) void write();
  });
  socket.on("close", () => sockets.delete(socket));
});

const APPEND = `with head as (update diagram_head set seq = seq + $3 where owner_uid = $1 and diagram_id = $2 returning seq)
  insert into diagram_edit (owner_uid, diagram_id, seq, operation_id, by_uid, kind, edit, before, digest)
  select $1, $2, head.seq - $3 + e.n, e.id, $1, 'edit', e.edit, '[]', ''
  from head, unnest($4::uuid[], $5::text[]) with ordinality as e(id, edit, n)`;

async function write() {
  isWriting = true;
  while (waiting.length > 0) {
    const batch = waiting;
    waiting = [];
    const ids = batch.map((one) => one.operation_id);
    const edits = batch.map((one) => JSON.stringify(one.operation));
    const { rowCount } = await pool.query({
      name: "append",
      text: APPEND,
      values: [owner, diagram, batch.length, ids, edits],
    });
    // One that writes nothing would be beaten by nobody.
    if (rowCount !== batch.length) throw new Error(`The relay wrote ${rowCount} of ${batch.length} edits.`);
    for (const { operation_id, operation } of batch) {
      seq += 1;
      const said = {
        message_type: "diagram_operation_event",
        initiating_user: user,
        operation_id,
        sequence_number: seq,
        update_vector: seq,
        operation,
      };
      const text = JSON.stringify(said);
      for (const socket of sockets) socket.send(text);
    }
  }
  isWriting = false;
}

server.on("listening", () => process.stdout.write("ready\n"));
