import "../e2e/support/unlimited";
import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Somebody, somebody } from "../e2e/support/arrange";
import { freshDatabase } from "../e2e/support/database";
import { meddle, watchStatements } from "../e2e/support/watch";
import { raiseVersion, versionNow } from "./accounts";
import { connect, db, disconnect, pool, transaction } from "./client";
import { append } from "./diagram-append";
import {
  appendIn,
  findOperations,
  headOf,
  headsOf,
  readAfter,
  readNewest,
  saveSnapshot,
  type Waiting,
} from "./diagram-log";
import { addDiagram } from "./diagrams";
import { readDocument } from "./documents";
import { addModel } from "./threat-models";

beforeAll(freshDatabase);

let owner: Somebody;
let diagram: string;
beforeAll(async () => {
  owner = await somebody("Olga");
});
beforeEach(async () => {
  diagram = await newDiagram();
});

async function newDiagram(): Promise<string> {
  const [model, id] = [randomUUID(), randomUUID()];
  const none = { description: null, status: null, status_at: null, issue_uri: null, environment: null };
  await transaction(async (tx) => {
    const row = { owner_uid: owner.uid, id: model, name: "Payments", framework: "STRIDE", created_by: owner.uid };
    await addModel(tx, { ...row, ...none, is_confidential: false, metadata: [], alias: 1 }, []);
    const drawn = { owner_uid: owner.uid, id, threat_model_id: model, name: "Card flow", description: null, alias: 1 };
    await addDiagram(tx, drawn);
  });
  return id;
}

const edit = (more: Partial<Waiting> = {}): Waiting => ({
  operationId: randomUUID(),
  by: owner.uid,
  sessionId: null,
  kind: "edit",
  edit: "{}",
  before: "[]",
  undoes: null,
  digest: "",
  ...more,
});
const version = async () => (await versionNow(owner.uid))!;
const known = async (seq: number) => ({ version: await version(), seq });
const seqs = async () => (await readAfter(db(), owner.uid, diagram, 0, 10_000)).map(({ seq }) => seq);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

it("edits that wait are written together, in order, and come back to the byte", async () => {
  const waiting = [edit({ edit: '{"a": 1.0, "\\u0000": "\\ud800"}' }), edit({ kind: "undo", undoes: 1 }), edit()];
  expect(await append(owner.uid, diagram, await known(0), waiting)).toBe("appended");
  expect(await readAfter(db(), owner.uid, diagram, 0, 10)).toEqual(waiting.map((one, n) => ({ ...one, seq: n + 1 })));
  expect((await readAfter(db(), owner.uid, diagram, 1, 1)).map(({ seq }) => seq)).toEqual([2]);
  expect((await readNewest(db(), owner.uid, diagram, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
  expect(await headOf(db(), owner.uid, diagram)).toBe(3);
  expect(await headsOf([{ owner: owner.uid, diagram }])).toEqual(new Map([[diagram, 3]]));
});

it("whoever knows another head writes nothing, and takes no number", async () => {
  await append(owner.uid, diagram, await known(0), [edit()]);
  for (const seq of [0, 2]) expect(await append(owner.uid, diagram, await known(seq), [edit(), edit()])).toBe("moved");
  expect(await seqs()).toEqual([1]);
});

it("whoever judged at another version writes nothing", async () => {
  const before = await known(0);
  await transaction((tx) => raiseVersion(tx, owner.uid));
  expect(await append(owner.uid, diagram, before, [edit()])).toBe("moved");
  expect(await seqs()).toEqual([]);
});

it("D24: an operation is in the log once, however often it is sent", async () => {
  const first = edit();
  await append(owner.uid, diagram, await known(0), [first]);
  expect(await append(owner.uid, diagram, await known(1), [edit(), first])).toBe("taken");
  expect(await seqs()).toEqual([1]);
  expect(await findOperations(db(), owner.uid, diagram, [first.operationId, randomUUID()])).toEqual([
    { ...first, seq: 1 },
  ]);
});

it("D24: what was refused stays refused: it is not written any more, and takes no number of the log", async () => {
  const refused = () => edit({ kind: "refused", edit: '"denied"' });
  const [one, two] = [refused(), refused()];
  const first = edit();
  expect(await append(owner.uid, diagram, await known(0), [one, first, two])).toBe("appended");
  expect(await append(owner.uid, diagram, await known(1), [edit(), edit({ operationId: two.operationId })])).toBe(
    "taken",
  );
  expect(await append(owner.uid, diagram, await known(1), [edit({ ...first, kind: "refused" })])).toBe("taken");
  // Judged on what was not the newest.
  expect(await append(owner.uid, diagram, await known(0), [refused()])).toBe("moved");
  const three = refused();
  expect(await append(owner.uid, diagram, await known(1), [three])).toBe("appended");
  expect([await seqs(), (await readNewest(db(), owner.uid, diagram, 9)).map(({ seq }) => seq)]).toEqual([[1], [1]]);
  const found = await findOperations(
    db(),
    owner.uid,
    diagram,
    [one, two, three].map(({ operationId }) => operationId),
  );
  expect(found).toEqual([
    { ...three, seq: -3 },
    { ...two, seq: -2 },
    { ...one, seq: -1 },
  ]);
});

it("two diagrams may hold the same operation id", async () => {
  const one = edit();
  const other = await newDiagram();
  expect(await append(owner.uid, diagram, await known(0), [one])).toBe("appended");
  expect(await append(owner.uid, other, await known(0), [one])).toBe("appended");
});

it("rooms that wait go together, and one that cannot be written keeps no other from it", async () => {
  const rooms = [
    diagram,
    await newDiagram(),
    await newDiagram(),
    await newDiagram(),
    await newDiagram(),
    await newDiagram(),
  ];
  const logOf = async (room: string) =>
    (await readAfter(db(), owner.uid, room, 0, 10)).map(({ seq, edit }) => `${seq} ${edit}`);
  const [start, twice] = [await known(0), edit()];
  await append(owner.uid, rooms[5]!, start, [twice]);
  const statements = watchStatements();
  const outcomes = await Promise.all([
    ...rooms
      .slice(0, 4)
      .map((room, n) => append(owner.uid, room, start, [edit({ edit: `"${n}"` }), edit({ kind: "refused" })])),
    append(owner.uid, rooms[4]!, { ...start, seq: 7 }, [edit()]),
  ]);
  statements.stop();
  expect(outcomes).toEqual(["appended", "appended", "appended", "appended", "moved"]);
  // Two are under way at once, and then all that waited meanwhile.
  expect(statements.statements.length).toBeLessThanOrEqual(3);
  expect(await Promise.all(rooms.slice(0, 5).map(logOf))).toEqual([['1 "0"'], ['1 "1"'], ['1 "2"'], ['1 "3"'], []]);

  const known1 = { ...start, seq: 1 };
  expect(
    await Promise.all(
      rooms.map((room, n) => append(owner.uid, room, known1, n === 5 ? [twice] : [edit({ edit: '"more"' })])),
    ),
  ).toEqual(["appended", "appended", "appended", "appended", "moved", "taken"]);
  expect(await Promise.all([3, 5].map((n) => logOf(rooms[n]!)))).toEqual([['1 "3"', '2 "more"'], ["1 {}"]]);
});

it("a diagram is opened by one read, of its snapshot and what came after it, however many edits lie behind", async () => {
  const behind = `insert into diagram_edit (owner_uid, diagram_id, seq, operation_id, by_uid, kind, edit, before, digest)
    select $1, $2, n, gen_random_uuid(), $1, 'edit', 'nobody reads this', '[]', '' from generate_series(1, 20000) n`;
  await pool().query(behind, [owner.uid, diagram]);
  await pool().query("update diagram_head set seq = 20000 where owner_uid = $1 and diagram_id = $2", [
    owner.uid,
    diagram,
  ]);
  await saveSnapshot(db(), owner.uid, diagram, { seq: 20_000, cells: "[]" });
  const id = randomUUID();
  const data = { id, shape: "process", position: { x: 1, y: 2 }, size: { width: 3, height: 4 } };
  const more = edit({ edit: JSON.stringify({ type: "patch", cells: [{ id, operation: "add", data }] }) });
  expect(await append(owner.uid, diagram, await known(20_000), [more])).toBe("appended");
  const { statements, stop } = watchStatements();
  const { document, seq, unsaved } = await readDocument(db(), owner.uid, diagram);
  stop();
  expect({ statements: statements.length, seq, unsaved, cells: document.count }).toEqual({
    statements: 1,
    seq: 20_001,
    unsaved: 1,
    cells: 1,
  });
});

it("a newer snapshot stays", async () => {
  const read = async () => {
    const { seq, text } = await readDocument(db(), owner.uid, diagram);
    return { seq, text };
  };
  expect(await read()).toEqual({ seq: 0, text: null });
  for (const seq of [5, 3]) await saveSnapshot(db(), owner.uid, diagram, { seq, cells: `[${seq}]` });
  expect(await read()).toEqual({ seq: 5, text: "[5]" });
});

/** As a node does it: on `moved` it reads again what it should have known, on `taken` it asks what became of it. */
async function write(waiting: readonly Waiting[]): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const at = { version: await version(), seq: (await headOf(db(), owner.uid, diagram))! };
    const outcome = await append(owner.uid, diagram, at, waiting);
    if (outcome !== "moved") return expect(outcome).toBe("appended");
  }
  throw new Error("never got a turn");
}

describe.each([
  { title: "at READ COMMITTED", options: "", meddled: false, rounds: 60 },
  {
    title: "R11: at SERIALIZABLE",
    options: "-c default_transaction_isolation=serializable",
    meddled: false,
    rounds: 30,
  },
  { title: "R10: while one statement in twenty is told 40001", options: "", meddled: true, rounds: 40 },
])("races $title", ({ options, meddled, rounds }) => {
  let undo = () => {};
  beforeAll(async () => {
    const { host, port, user, database } = pool().options;
    await disconnect();
    connect({ host: host!, port: port!, user: user!, database: database!, options });
    if (meddled) undo = meddle((text) => (APPENDS.test(text) && Math.random() < 0.05 ? LOST_RACE : undefined));
  });
  afterAll(() => undo());

  it("R7: two nodes write one room: every edit is there once, without a gap, each node's in its own order", async () => {
    const nodes = [1, 2].map((node) =>
      Array.from({ length: rounds }, (_, n) => [edit({ edit: `${node}/${n}/a` }), edit({ edit: `${node}/${n}/b` })]),
    );
    await Promise.all(
      nodes.map(async (batches) => {
        for (const batch of batches) await write(batch);
      }),
    );
    const log = await readAfter(db(), owner.uid, diagram, 0, 10_000);
    expect(log.map(({ seq }) => seq)).toEqual(upTo(rounds * 4));
    for (const batches of nodes) {
      const sent = batches.flat().map(({ operationId }) => operationId);
      const kept = log.map(({ operationId }) => operationId).filter((id) => sent.includes(id));
      expect(kept).toEqual(sent);
    }
  }, 60_000);

  it("one operation sent through two nodes at once is in the log once", async () => {
    const same = Array.from({ length: rounds }, () => edit());
    await Promise.all(
      [1, 2].map(async () => {
        for (const one of same) {
          for (let outcome = "moved"; outcome === "moved"; ) {
            const at = { version: await version(), seq: (await headOf(db(), owner.uid, diagram))! };
            outcome = await append(owner.uid, diagram, at, [one]);
          }
        }
      }),
    );
    const log = await readAfter(db(), owner.uid, diagram, 0, 10_000);
    expect(log.map(({ operationId }) => operationId).sort()).toEqual(same.map(({ operationId }) => operationId).sort());
    expect(log.map(({ seq }) => seq)).toEqual(upTo(rounds));
  }, 60_000);

  it("R6: no edit judged before a suspension is written after it", async () => {
    for (let round = 0; round < rounds; round++) {
      diagram = await newDiagram();
      const judged = await known(0);
      let after = Number.NaN;
      const suspend = transaction(async (tx) => {
        await raiseVersion(tx, owner.uid);
        await tx.selectNoFrom((eb) => eb.val(1).as("one")).execute();
        return headOf(tx, owner.uid, diagram);
      }).then(async () => {
        after = (await headOf(db(), owner.uid, diagram))!;
      });
      const outcomes: string[] = [];
      for (let seq = 0; seq < 4; seq++) outcomes.push(await append(owner.uid, diagram, { ...judged, seq }, [edit()]));
      await suspend;
      // What was there when the suspension had committed is all there will ever be.
      expect(await headOf(db(), owner.uid, diagram)).toBe(after);
      expect(outcomes.filter((one) => one === "appended").length).toBe(after);
    }
  }, 60_000);

  it("R6: an edit that arrives while a suspension is under way waits for it, and is not written", async () => {
    let appending: Promise<string> | undefined;
    const judged = await known(0);
    await transaction(async (tx) => {
      await raiseVersion(tx, owner.uid);
      appending ??= append(owner.uid, diagram, judged, [edit()]);
      appending.catch(() => {});
      await new Promise((done) => setTimeout(done, 50));
    });
    expect(await appending).toBe("moved");
    expect(await seqs()).toEqual([]);
  });

  it("an edit by REST and one of a session never take the same number", async () => {
    for (let round = 0; round < rounds; round++) {
      diagram = await newDiagram();
      const judged = await known(0);
      const rest = transaction(async (tx) => {
        await raiseVersion(tx, owner.uid);
        return appendIn(tx, owner.uid, diagram, 0, edit({ kind: "rest" }));
      });
      const [byRest, bySocket] = await Promise.all([rest, append(owner.uid, diagram, judged, [edit()])]);
      expect([byRest === 1, bySocket === "appended"].filter(Boolean)).toHaveLength(1);
      expect(await seqs()).toEqual([1]);
    }
  }, 60_000);
});

/** Both statements that append: of one edit, and of many. */
const APPENDS = /^\s*with (?:head|account) as/;
const LOST_RACE = "do $$ begin raise exception 'could not serialize access' using errcode = '40001'; end $$";

it("R16: a connection cut while the answer is on its way: the log tells what became of it", async () => {
  const { host, port, user, database } = pool().options;
  let cut = true;
  let asked = 0;
  const undo = meddle((text, client) => {
    if (cut && APPENDS.test(text)) {
      cut = false;
      const { stream } = (client as { connection: { stream: Socket } }).connection;
      const emit = stream.emit.bind(stream);
      // The answer comes, so the statement has run; nobody reads it.
      stream.emit = (event: string, ...rest: unknown[]) => {
        if (event !== "data") return emit(event, ...rest);
        asked += 1;
        return stream.destroy().destroyed;
      };
    }
    return undefined;
  });
  const one = edit();
  expect(await append(owner.uid, diagram, await known(0), [one])).toBe("appended");
  undo();
  expect(asked).toBe(1);
  await disconnect();
  connect({ host: host!, port: port!, user: user!, database: database! });
  expect((await readAfter(db(), owner.uid, diagram, 0, 10)).map(({ operationId }) => operationId)).toEqual([
    one.operationId,
  ]);
});

it("R16: a connection cut before an edit that another has written already: it is not taken for its own, at its own number", async () => {
  const one = edit();
  await append(owner.uid, diagram, await known(0), [edit(), one]);
  let cuts = 0;
  const undo = meddle((text, client) => {
    if (!APPENDS.test(text)) return undefined;
    cuts += 1;
    (client as { connection: { stream: Socket } }).connection.stream.destroy();
    return undefined;
  });
  const outcomes = [
    await append(owner.uid, diagram, await known(2), [one]),
    await append(owner.uid, diagram, await known(2), [edit(), one]),
    await append(owner.uid, diagram, await known(1), [{ ...one, digest: "another" }]),
    await append(owner.uid, diagram, await known(1), [one]),
  ];
  undo();
  expect([outcomes, cuts]).toEqual([["taken", "taken", "taken", "appended"], 4]);
  expect(await seqs()).toEqual([1, 2]);
});
