import { type Edit, replay } from "./apply";
import type { Cell } from "./cell";
import { Document } from "./document";
import { History } from "./history.generated";
import {
  type Effect,
  type Elsewhere,
  type Event,
  type Judged,
  type Logged,
  type LoggedRefusal,
  openRoom,
  type Person,
  type Presence,
  type RefusedRow,
  type Room,
  type Row,
  type Session,
  step,
  type Told,
  type WhyNot,
} from "./room";
import { whyNot } from "./room-seats";

/**
 * A whole world in one thread, for tests: a database, two nodes, a bus that loses, doubles and reorders, and people who draw, cut
 * their lines, resend, are suspended and removed. Every choice follows from a seed, so a failing one plays again exactly.
 */
const NODES = 2;
const ids = Array.from({ length: 7 }, (_, n) => `00000000-0000-4000-8000-00000000000${n}`);

type Choose = (below: number) => number;

/** mulberry32. */
function chooser(seed: number): Choose {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Client = {
  person: Person;
  own: boolean;
  node: number;
  socket: string | null;
  document: Document;
  /** Null before anything was shown. */
  seq: number | null;
  /** What was asked and not answered, in order. */
  unanswered: Map<string, Ask>;
  /** What our additions tell: what keeps them from drawing, whom they see, and what they have shown of themselves since they came. */
  why: WhyNot;
  together: string;
  seen: Map<string, Presence>;
  said: Presence;
  acknowledged: Map<string, number>;
  refused: Ask[];
  people: string;
};
type Ask = { is: "edit"; operationId: string; digest: string; operation: unknown; text: string };

export class World {
  readonly #choose: Choose;
  /** Apart, so that a world plays the same without our additions. */
  readonly #add: Choose | null;
  now = 1_000_000;
  /** The database. */
  log: Logged[] = [];
  refusals: LoggedRefusal[] = [];
  readonly #known = new Set<string>();
  /** The log, folded as it grows. */
  #truth = new Document();
  snapshot = { seq: 0, cells: "[]" };
  version = 1;
  rights = new Map<number, boolean>();
  session: (Session & { removed: Set<number> }) | null = null;
  seated = new Map<string, { uid: number; node: number }>();

  rooms: (Room | null)[] = Array.from({ length: NODES }, () => null);
  clients: Client[] = [];
  /** What is on its way: each node's answers of the database in their order, and the bus in any. */
  #answers: (() => void)[][] = Array.from({ length: NODES }, () => []);
  #bus: (() => void)[] = [];
  #sockets = 0;
  #operations = 0;
  #sessions = 0;
  readonly #history = new History();
  edits = 0;

  constructor(seed: number, isTogether = true) {
    this.#choose = chooser(seed);
    this.#add = isTogether ? chooser(seed ^ 0x7061_6972) : null;
    const people = 2 + (seed % 7);
    for (let n = 1; n <= people; n++) {
      this.rights.set(n, n !== people);
      const person = { uid: n, email: `${n}@example.com`, name: `Person ${n}` };
      this.clients.push({
        person,
        own: n % 2 === 1,
        node: n % NODES,
        socket: null,
        document: new Document(),
        seq: null,
        unanswered: new Map(),
        why: null,
        together: "",
        seen: new Map(),
        said: {},
        acknowledged: new Map(),
        refused: [],
        people: "",
      });
    }
  }

  /** One thing happens. */
  act(): void {
    this.now += this.#choose(50);
    const what = this.#choose(100);
    const client = this.clients[this.#choose(this.clients.length)]!;
    if (what < 45) this.#draw(client);
    else if (what < 53)
      this.#say(client, { is: this.#choose(3) === 0 ? "redo" : "undo", operationId: this.#operation() });
    else if (what < 80) this.#deliver();
    else if (what < 84) this.#cut(client, this.#choose(4) === 0);
    else if (what < 88) this.#resend(client);
    else if (what < 92) this.#present(client);
    else if (what < 93) this.#removeSomebody();
    else if (what < 95) this.#changeRights();
    else if (what < 96) this.#crash(this.#choose(NODES));
    else if (what < 97) this.#tick(this.#choose(20) === 0 ? 61_000 : 100);
    else if (what < 98) this.#say(client, { is: "sync", seq: client.seq });
    else this.#look();
    if (this.#add?.(8) === 0) this.#together(this.#add);
  }

  /** Somebody of ours shows something of themselves, or the host keeps people from drawing for a while. */
  #together(choose: Choose): void {
    const ours = this.clients.filter(({ own, socket }) => own && socket);
    const client: Client | undefined = ours[choose(ours.length || 1)];
    const host = this.clients.find(({ person, socket }) => socket && person.uid === this.session?.host);
    const who = 1 + choose(this.clients.length);
    const what = choose(20);
    if (what < 9 && client) {
      const said: Presence = choose(3) > 0 ? { cursor: { x: choose(9), y: 0 } } : { laser: choose(2) === 0 };
      Object.assign(client.said, said);
      this.#say(client, { is: "presence", said });
    } else if (what < 12 && client)
      this.#say(client, { is: "presence", said: { holding: choose(4) ? ids[choose(2)] : null } });
    else if (!host) return;
    else if (what < 14) this.#say(host, { is: "lock", on: choose(3) === 0 });
    else if (what < 16) this.#say(host, { is: "set-read-only", who, on: choose(3) === 0 });
    else if (what < 17) this.#say(host, { is: "hand-over", who });
    else if (what < 18) this.#say(host, { is: "release" });
    else if (what < 19 && client) this.#say(client, { is: "suggest", id: this.#operation(), cells: "[]" });
    else if (choose(15) > 0) this.#say(host, { is: "bring", view: { x: 1, y: 2, zoom: 1 } });
    else this.#say(host, { is: "end", reason: "" });
  }

  /** Everything on its way arrives, everybody is there and has been answered; and then it must all be the same. */
  rest(): void {
    for (const uid of this.rights.keys()) this.rights.set(uid, uid !== this.clients.length);
    this.version += 1;
    this.#drain();
    for (const client of this.clients) {
      if (!client.socket) this.#enter(client);
      this.#drain();
      this.#resendAll(client);
    }
    this.#drain();
    // What one finds when it looks, such as a host who may draw no more, changes what another has looked at: where the bus loses that,
    // it is seen at the next look.
    for (let looks = 0; looks < 2; looks++) {
      this.#look();
      this.#drain();
    }
    this.#judgeAll();
  }

  #drain(): void {
    for (let turns = 0; this.#bus.length + this.#answers.flat().length > 0; turns++) {
      if (turns > 10_000) throw new Error("it never comes to rest");
      this.#deliver();
    }
  }

  #judgeAll(): void {
    const folded = this.#truth.encoded();
    equal("snapshot", fold(JSON.parse(this.snapshot.cells), this.log.slice(this.snapshot.seq)), folded);
    for (const [n, row] of this.log.entries()) equal("number", row.seq, n + 1);
    equal("history", this.#history.against(this.log.map(({ operationId }) => operationId)), []);
    for (const room of this.rooms) {
      if (!room || room.seats.size === 0) continue;
      equal("room's number", room.seq, this.log.length);
      equal("room's document", room.document.encoded(), folded);
    }
    for (const client of this.clients) {
      if (!client.socket) continue;
      equal(`number of ${client.person.name}`, client.seq, this.log.length);
      equal(`document of ${client.person.name}`, client.document.encoded(), folded);
      equal(`unanswered of ${client.person.name}`, [...client.unanswered.keys()], []);
    }
    const here = this.clients.filter(({ socket }) => socket);
    equal("who is here", new Set(here.map(({ people }) => people)).size <= 1, true);
    const ours = here.filter(({ own }) => own);
    equal("who is here, in our words", new Set(ours.map(({ together }) => together)).size <= 1, true);
    for (const client of ours) this.#judgeOwn(client, ours);
  }

  /** The bus may lose what people show of themselves: of those on one's own node one sees all. */
  #judgeOwn(client: Client, ours: readonly Client[]): void {
    const { person, node } = client;
    equal(
      `what keeps ${person.name}`,
      client.why,
      whyNot(this.session!, { person, mayEdit: this.rights.get(person.uid)! }),
    );
    for (const other of ours) {
      if (other.node !== node) continue;
      const { holding: _, ...seen } = client.seen.get(other.socket!) ?? {};
      equal(`${other.person.name} as ${person.name} sees them`, sorted(seen), sorted(other.said));
    }
    const held = [...client.seen].flatMap(([socket, { holding }]) =>
      holding && ours.some((one) => one.socket === socket && one.node === node) ? [holding] : [],
    );
    equal("one holds a cell", new Set(held).size, held.length);
  }

  // ── people

  #draw(client: Client): void {
    const id = ids[this.#choose(ids.length)]!;
    const cells: object[] = [];
    for (let parts = 1 + this.#choose(2); parts > 0; parts--)
      cells.push(this.#part(parts === 1 ? id : ids[this.#choose(ids.length)]!));
    const operation = { type: "patch", cells };
    const operationId = this.#operation();
    const text = JSON.stringify(operation);
    const event: Ask = { is: "edit", operationId, digest: text, operation, text };
    if (!client.socket) return;
    this.edits += 1;
    client.unanswered.set(operationId, event);
    this.#history.asks(operationId);
    this.#say(client, event);
  }

  #part(id: string): object {
    const value = this.#choose(4);
    const what = this.#choose(10);
    if (what < 4)
      return { id, operation: "add", data: { id, shape: "process", x: value, y: 1, width: 40, height: 30 } };
    if (what < 5) return { id, operation: "remove" };
    const member = ["angle", "data", "attrs"][this.#choose(3)]!;
    return { id, operation: "update", data: { [member]: value === 0 ? null : { value } } };
  }

  #operation(): string {
    this.#operations += 1;
    return `10000000-0000-4000-8000-${String(this.#operations).padStart(12, "0")}`;
  }

  #say(client: Client, said: { is: Event["is"] } & Record<string, unknown>): void {
    if (client.socket) this.#happen(client.node, { ...said, socket: client.socket } as Event);
  }

  #resend(client: Client): void {
    if (!client.socket) this.#enter(client);
    this.#resendAll(client);
    // Sometimes also what was answered long ago.
    const refused = this.#choose(2) === 0 && client.refused.at(-1);
    if (refused) this.#say(client, refused);
    const old = [...client.acknowledged].at(-1);
    if (!old) return;
    const row = this.log[old[1] - 1]!;
    if (row.kind === "edit")
      this.#say(client, {
        is: "edit",
        operationId: row.operationId,
        digest: row.digest,
        operation: JSON.parse(row.digest),
        text: row.digest,
      });
  }

  #resendAll(client: Client): void {
    for (const event of [...client.unanswered.values()]) this.#say(client, event);
  }

  #enter(client: Client): void {
    const { person, own } = client;
    client.node = this.#choose(NODES);
    this.session ??= {
      id: `s${++this.#sessions}`,
      host: person.uid,
      presenter: person.uid,
      hostLostAt: null,
      locked: false,
      readOnly: [],
      removed: new Set(),
    };
    if (this.session.removed.has(person.uid)) return;
    const socket = `k${++this.#sockets}`;
    client.socket = socket;
    Object.assign(client, { why: null, together: "", seen: new Map(), said: {} });
    this.#history.comes(person.name);
    this.seated.set(socket, { uid: person.uid, node: client.node });
    if (this.session.host === person.uid) this.session.hostLostAt = null;
    this.#room(client.node);
    const times = { since: this.now, lastActivity: this.now };
    const seat = { socket, person, mayEdit: this.rights.get(person.uid)!, trail: [], own, ...times };
    const since = own && this.#choose(4) > 0 ? client.seq : null;
    this.#happen(client.node, { is: "join", seat, since, version: this.version, head: this.log.length });
    this.#doorbell();
    if (client.socket) this.#resendAll(client);
  }

  #cut(client: Client, clean: boolean): void {
    const { socket } = client;
    if (!socket) return;
    client.socket = null;
    this.#happen(client.node, { is: "leave", socket, clean });
  }

  #present(client: Client): void {
    const who = 1 + this.#choose(this.clients.length + 1);
    const what = this.#choose(5);
    if (what < 2) this.#say(client, { is: "ask-presenter" });
    else if (what < 3) this.#say(client, { is: "set-presenter", who: who > this.clients.length ? undefined : who });
    else if (what < 4) this.#say(client, { is: "cursor", said: { x: 1, y: 2 } });
    else this.#say(client, { is: "deny-presenter", who });
  }

  #removeSomebody(): void {
    const host = this.clients.find(({ person, socket }) => socket && person.uid === this.session?.host);
    if (host) this.#say(host, { is: "remove", who: 1 + this.#choose(this.clients.length), reason: "" });
  }

  #changeRights(): void {
    const uid = 1 + this.#choose(this.clients.length);
    this.rights.set(uid, !this.rights.get(uid));
    this.version += 1;
    // The bell may be lost: then the append finds out.
    if (this.#choose(2) === 0) return;
    for (let node = 0; node < NODES; node++) {
      this.#bus.push(() => {
        const room = this.rooms[node];
        if (room) this.#happen(node, { is: "judged", version: this.version, rights: this.#rightsIn(room) });
      });
    }
  }

  #rightsIn(room: Room): Map<string, Judged> {
    return new Map(
      [...room.seats.values()].map(({ socket, person }) => [socket, { mayEdit: this.rights.get(person.uid)! }]),
    );
  }

  // ── the house

  #room(node: number): Room {
    const known = this.rooms[node];
    if (known && !known.over && known.session.id === this.session?.id) return known;
    // One of a session that has ended meanwhile: those who still sit in it are told.
    if (known) this.#happen(node, { is: "session", session: null, elsewhere: [], removed: [] });
    const opened = openRoom({
      owner: 1,
      diagram: "d",
      session: this.#sessionRow()!,
      version: this.version,
      document: Document.stored(this.#truth.encoded()),
      seq: this.log.length,
      unsaved: this.log.length - this.snapshot.seq,
      encoded: null,
      elsewhere: this.#elsewhere(node),
      entries: [],
      now: this.now,
    });
    for (const { person } of this.clients) opened.people.set(person.uid, person);
    this.rooms[node] = opened;
    this.#answers[node] = [];
    return opened;
  }

  #sessionRow(): Session | null {
    if (!this.session) return null;
    const { removed: _, ...session } = this.session;
    return session;
  }

  #elsewhere(node: number): Elsewhere[] {
    return [...this.seated].flatMap(([socket, seat]) =>
      seat.node === node
        ? []
        : [
            {
              socket,
              person: this.clients[seat.uid - 1]!.person,
              mayEdit: this.rights.get(seat.uid)!,
              since: 0,
              lastActivity: 0,
            },
          ],
    );
  }

  #crash(node: number): void {
    this.rooms[node] = null;
    this.#answers[node] = [];
    for (const client of this.clients) if (client.node === node) client.socket = null;
    for (const [socket, seat] of this.seated) if (seat.node === node) this.seated.delete(socket);
    this.#doorbell();
  }

  #tick(later: number): void {
    this.now += later;
    for (let node = 0; node < NODES; node++) if (this.rooms[node]) this.#happen(node, { is: "tick" });
  }

  /** Each node asks where the log and the session stand: what bounds the harm of a bus that is dead. */
  #look(): void {
    for (let node = 0; node < NODES; node++) {
      const room = this.rooms[node];
      if (!room) continue;
      this.#happen(node, { is: "heard", seq: this.log.length, entries: [] });
      this.#happen(node, { is: "judged", version: this.version, rights: this.#rightsIn(room) });
      this.#lookAtSession(node);
    }
  }

  #lookAtSession(node: number): void {
    const removed = [...(this.session?.removed ?? [])].map((uid) => ({ uid, reason: "" }));
    const session = this.#sessionRow();
    if (this.rooms[node]) this.#happen(node, { is: "session", session, elsewhere: this.#elsewhere(node), removed });
  }

  #doorbell(): void {
    for (let node = 0; node < NODES; node++) this.#bus.push(() => this.#lookAtSession(node));
  }

  #happen(node: number, event: Event): void {
    const room = this.rooms[node];
    if (room) this.#run(node, step(room, event, this.now));
  }

  /** Something that is on its way arrives, or is lost on the bus, or comes twice. */
  #deliver(): void {
    const queues = this.#answers.filter((queue) => queue.length > 0);
    if (this.#bus.length > 0 && (queues.length === 0 || this.#choose(2) === 0)) {
      const [message] = this.#bus.splice(this.#choose(this.#bus.length), 1);
      const fate = this.#choose(10);
      if (fate > 0) message!();
      if (fate > 8) message!();
    } else queues[this.#choose(queues.length || 1)]?.shift()?.();
  }

  /** An answer reaches the room that asked, should it still be there. */
  #answer(node: number, event: () => Event): void {
    const room = this.rooms[node];
    this.#answers[node]!.push(() => {
      if (room && this.rooms[node] === room) this.#run(node, step(room, event(), this.now));
    });
  }

  #run(node: number, effects: Effect[]): void {
    for (const effect of effects) this.#do(node, effect);
  }

  #do(node: number, effect: Effect): void {
    switch (effect.do) {
      case "tell":
        for (const socket of effect.sockets) this.#tell(socket, effect.told);
        break;
      case "close": {
        const client = this.clients.find(({ socket }) => socket === effect.socket);
        if (client) client.socket = null;
        break;
      }
      case "append": {
        const { session } = this.rooms[node]!;
        for (const { by, kind } of effect.rows)
          if (kind !== "refused") equal(`${by} drew`, whyNot(session, { person: { uid: by }, mayEdit: true }), null);
        this.#append(node, effect.known, effect.rows);
        break;
      }
      case "refresh":
        this.#answer(node, () => ({
          is: "refreshed",
          version: this.version,
          rights: this.#rightsIn(this.rooms[node]!),
          entries: this.log.slice(effect.seq),
        }));
        break;
      case "find":
        this.#answer(node, () => ({
          is: "found",
          entries: [...this.log, ...this.refusals].filter((row) => effect.operationIds.includes(row.operationId)),
        }));
        break;
      case "read-history":
        this.#answer(node, () => ({ is: "history", entries: this.log.slice(0, this.rooms[node]!.seq) }));
        break;
      case "retry-in":
        this.#answer(node, () => ({ is: "retry" }));
        break;
      case "snapshot":
        if (effect.seq > this.snapshot.seq) this.snapshot = { seq: effect.seq, cells: effect.cells };
        break;
      case "version":
        equal("a version", effect.cells, fold([], this.log.slice(0, effect.seq)));
        break;
      case "beat-in":
        this.#answer(node, () => ({ is: "beat" }));
        break;
      case "restrict":
        if (this.session) Object.assign(this.session, { locked: effect.locked, readOnly: effect.readOnly });
        this.#doorbell();
        break;
      case "ring":
        for (let other = 0; other < NODES; other++) {
          if (other !== node)
            this.#bus.push(() => this.#happen(other, { is: "heard", seq: effect.seq, entries: effect.rows }));
        }
        break;
      case "leave":
        this.seated.delete(effect.socket);
        this.#doorbell();
        break;
      case "set-presenter":
        if (this.session && this.session.presenter === effect.from) this.session.presenter = effect.to;
        this.#doorbell();
        break;
      case "set-host":
        if (this.session?.host === effect.from) Object.assign(this.session, { host: effect.to, hostLostAt: null });
        this.#doorbell();
        break;
      case "lose-host":
        if (this.session) this.session.hostLostAt = this.now;
        this.#doorbell();
        break;
      case "remove":
        this.session?.removed.add(effect.uid);
        this.#doorbell();
        break;
      case "end":
        this.session = null;
        this.seated.clear();
        this.#doorbell();
        break;
      case "relay":
        for (let other = 0; other < NODES; other++) {
          if (other !== node)
            this.#bus.push(() => this.#happen(other, { is: "relayed", to: effect.to, told: effect.told }));
        }
    }
  }

  /** Runs at one moment and is answered at a later one; a node may crash between the two, and now and then nothing is heard. */
  #append(node: number, known: { version: number; seq: number }, rows: (Row | RefusedRow)[]): void {
    const room = this.rooms[node];
    this.#answers[node]!.push(() => {
      const fate = this.#choose(40);
      // Nothing is heard of it: it was not written, or it was.
      const outcome = fate === 0 ? "failed" : this.#write(known, rows);
      const heard = fate === 1 ? "failed" : outcome;
      if (this.rooms[node] === room)
        this.#answers[node]!.unshift(() => this.#run(node, step(room!, { is: "appended", outcome: heard }, this.now)));
    });
  }

  #write(known: { version: number; seq: number }, rows: (Row | RefusedRow)[]): "appended" | "moved" | "taken" {
    if (known.version !== this.version || known.seq !== this.log.length) return "moved";
    if (rows.some((row) => this.#known.has(row.operationId))) return "taken";
    for (const row of rows) {
      this.#known.add(row.operationId);
      if (row.kind === "refused") {
        this.refusals.push({ ...row, seq: -1 - this.refusals.length });
        continue;
      }
      equal(`right of ${row.by} at version ${known.version}`, this.rights.get(row.by), true);
      this.log.push({ ...row, seq: this.log.length + 1 });
      this.#truth = replay(this.#truth, JSON.parse(row.edit) as Edit);
    }
    return "appended";
  }

  // ── what people see

  #tell(socket: string, told: Told): void {
    const client = this.clients.find((one) => one.socket === socket);
    if (!client) return;
    if (told.is === "state") {
      this.#history.isShown(client.person.name, told.seq);
      client.document = Document.of(JSON.parse(told.cells) as Cell[]);
      client.seq = told.seq;
      equal("only what is written", told.seq <= this.log.length, true);
    } else if (told.is === "edit") this.#hearEdit(client, told);
    else if (told.is === "vector") {
      equal(`no gap for ${client.person.name}`, client.seq, told.seq);
      this.#history.isShown(client.person.name, told.seq);
    } else if (told.is === "rejected" || told.is === "denied") {
      this.#history.refuses(told.operationId);
      const asked = client.unanswered.get(told.operationId);
      if (asked) client.refused.push(asked);
      client.unanswered.delete(told.operationId);
    } else if (told.is === "people") {
      equal(
        "one's own line",
        told.people.some(({ person }) => person.uid === client.person.uid),
        true,
      );
      client.people = JSON.stringify([
        told.host.uid,
        told.presenter?.uid,
        told.people.map(({ person }) => person.uid).sort(),
      ]);
    } else this.#tellOwn(client, told);
  }

  #tellOwn(client: Client, told: Told): void {
    switch (told.is) {
      case "participants": {
        const people = told.people.map(({ person, why, readOnly, sockets }) => [
          person.uid,
          why,
          readOnly,
          sockets.sort(),
        ]);
        client.together = JSON.stringify([told.host, told.presenter, told.locked, people.sort()]);
        break;
      }
      case "rights":
        client.why = told.why;
        break;
      case "presence":
        for (const { socket, uid, ...said } of told.moved)
          client.seen.set(socket, { ...client.seen.get(socket), ...said });
        break;
      case "suggestion":
        equal("who is asked to take a suggestion", client.own, true);
        break;
    }
    if (OURS.includes(told.is)) equal(`${told.is} is for those who ask for it`, client.own, true);
  }

  #hearEdit(client: Client, { seq, operationId, text }: Extract<Told, { is: "edit" }>): void {
    equal("written before told", this.log[seq - 1]?.operationId, operationId);
    const mine = client.unanswered.delete(operationId);
    if (mine) client.acknowledged.set(operationId, seq);
    this.#history.hears(client.person.name, seq, operationId, mine);
    // A first answer, given again.
    if (seq <= (client.seq ?? 0)) return;
    equal(`next for ${client.person.name}`, seq, (client.seq ?? 0) + 1);
    client.document = replay(client.document, JSON.parse(text) as Edit);
    client.seq = seq;
  }
}

const OURS: string[] = ["welcome", "participants", "rights", "presence", "brought", "suggestion", "answered"];

const sorted = (presence: Presence) => Object.entries(presence).sort(([a], [b]) => (a < b ? -1 : 1));

function fold(cells: Cell[], log: readonly Logged[]): string {
  let document = Document.of(cells);
  for (const row of log) document = replay(document, JSON.parse(row.edit) as Edit);
  return document.encoded();
}

function equal(what: string, got: unknown, expected: unknown): void {
  const [one, other] = [JSON.stringify(got), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${what}: ${one} instead of ${other}`);
}

/** `steps` things happen in the world of this seed, with a rest now and then; throws what is wrong. */
export function play(seed: number, steps: number, isTogether = true): World {
  const world = new World(seed, isTogether);
  for (let n = 1; n <= steps; n++) {
    world.act();
    if (n % 120 === 0) world.rest();
  }
  world.rest();
  return world;
}
