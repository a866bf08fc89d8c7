import { randomUUID } from "node:crypto";
import { namesOf } from "../../../db/accounts";
import { countCall } from "../../../db/calls";
import { db } from "../../../db/client";
import { nowThere } from "../../../db/clock";
import { append } from "../../../db/diagram-append";
import { findOperations, readAfter, readNewest, saveSnapshot } from "../../../db/diagram-log";
import * as sessions from "../../../db/diagram-sessions";
import { keepVersion } from "../../../db/diagram-versions";
import { findDiagram } from "../../../db/diagrams";
import type { Drawn } from "../../../db/documents";
import { endAtHand } from "../../../db/worlds";
import { ring } from "../../bell";
import {
  type Effect,
  type Elsewhere,
  type Event,
  type Logged,
  openRoom,
  type Person,
  type Removed,
  type Room,
  type Session,
  showAll,
  step,
  type Told,
  type Ways,
} from "../../domain/diagram/room";
import { keep } from "../../keep";
import { bytesOf } from "./bytes";
import { noteDenied } from "./denied";
import { batchesOf, frameOf, type Place, pointingOf } from "./frames";
import { type Voice, voiceV1 } from "./frames-v1";
import { EDIT, JOIN, judge, type Sitter, soonest } from "./judge";
import type { Line, Pointing } from "./line";
import type { Said } from "./wire";
import { within } from "./within";

/** What a room needs of the node around it. */
export type Node = {
  id: string;
  ways: Ways;
  say(said: Said): void;
  fault(error: unknown): void;
  /** The room is of no more use here. */
  closed(held: Held): void;
};

type Found = Extract<Event, { is: "found" }>["entries"];
type Where = { owner: number; diagram: string; session: string };

const MOST_MISSED = 5_000;
/** Milliseconds after an end at which it is over for every clock, and from which on an end is left to a later look. */
const AFTER_AN_END = 5;
const FAR_OFF = 10_000;
const MOST_SHOWN_OUT = 100;
/** Milliseconds in which what is drawn is told together to those who only see its picture. */
const STIR = 3_000;
const SILENCE = { to: [] as readonly string[], pointing: null as Pointing | null, all: [] as Told[] };

/** A line, and how what goes over it is put: `voice` for protocol v1; our own clients take edits in batches. */
type Spoken = { line: Line; voice: Voice | null; isOwn: boolean };

/** A room and its surroundings: what `step` answers is done here, and what comes of it is handed to `step` again. */
export class Held {
  readonly #lines = new Map<string, Spoken>();
  #ways = new WeakMap<readonly string[], readonly Spoken[]>();
  /** Has anybody ever spoken protocol v1 here? */
  #isMixed = false;
  /** What is being said to whom; written when it is over, or somebody else is told something. */
  #said = SILENCE;
  #document: { seq: number; bytes: Buffer } | null = null;
  readonly #sitters = new Map<string, Sitter>();
  /** The environments that let people in, by uid; not for those whom the model's own list names. */
  readonly #through = new Map<number, string>();
  /** Whom this room has let go, by uid: what they had drawn last is refused after they have gone. */
  readonly #shownOut = new Map<number, Sitter>();
  readonly #active = new Set<string>();
  /** Changes of rows beside the log's, one after the other. */
  #rows: Promise<unknown> = Promise.resolve();
  #judging: "no" | "yes" | "again" = "no";
  /** Until when everybody's rights are as they were judged, where something of them ends by itself; and the clock set for it. */
  #until: number | null = null;
  #alarm: NodeJS.Timeout | null = null;
  #wasEntered = false;
  #stirring: NodeJS.Timeout | null = null;

  private constructor(
    readonly node: Node,
    readonly room: Room,
    readonly place: Place,
  ) {}

  static async open(node: Node, { owner, diagram, session }: Where, reading: Promise<Drawn>): Promise<Held | null> {
    const [found, drawn, read] = await Promise.all([
      look(node, owner, session),
      findDiagram(db(), owner, diagram),
      reading,
    ]);
    if (!found || !drawn) return null;
    const { document, seq, unsaved, text } = read;
    const room = openRoom({
      owner,
      diagram,
      session: found.session,
      elsewhere: found.elsewhere,
      version: 0,
      document,
      seq,
      unsaved,
      encoded: text === null ? null : { seq, cells: text },
      entries: [],
      now: Date.now(),
    });
    const palette = drawn.color_palette && JSON.stringify(drawn.color_palette);
    return new Held(node, room, { threatModel: drawn.threat_model_id, diagram, palette });
  }

  get owner(): number {
    return this.room.owner;
  }
  get diagram(): string {
    return this.room.diagram;
  }
  get isOver(): boolean {
    return this.room.over;
  }

  /** Does a change of this owner's data concern anybody here? */
  concerns(owner: number): boolean {
    return this.owner === owner || [...this.#sitters.values()].some(({ key }) => key.uid === owner);
  }

  /** Takes somebody in whose seat is in the database already. */
  enter(sitter: Sitter, line: Line, { person, mayEdit, trail, own, old, since, version, head }: Entering): void {
    this.#wasEntered = true;
    this.#sitters.set(sitter.socket, sitter);
    if (sitter.through) this.#through.set(sitter.key.uid, sitter.through);
    this.#count(sitter.key.uid, JOIN);
    this.#lines.set(sitter.socket, { line, voice: old ? voiceV1(this.place) : null, isOwn: own });
    this.#ways = new WeakMap();
    if (old) this.#isMixed = true;
    line.again = () => this.answer(sitter.socket, showAll(this.room));
    const now = Date.now();
    const seat = { socket: sitter.socket, person, mayEdit, trail, own, since: now, lastActivity: now };
    if (this.room.seats.size === 0) this.room.version = version;
    this.#holdsUntil(soonest([this.#until, sitter.keyEnds, endAtHand(this.owner, sitter.actor.uid)]));
    this.happen({ is: "join", seat, since, version, head });
    this.#tellOthers();
  }

  leave(socket: string, clean: boolean): void {
    this.#forget(socket);
    this.happen({ is: "leave", socket, clean });
  }

  happen(event: Event): void {
    if ("socket" in event && event.is !== "leave") this.#active.add(event.socket);
    const now = Date.now();
    for (const effect of step(this.room, event, now, this.node.ways)) this.#do(effect);
    this.#flush();
    if (this.#document?.seq !== this.room.seq) this.#document = null;
    const { seats, writing, queue, deferred, over } = this.room;
    const isEmpty = seats.size === 0 && deferred.length === 0 && !writing && queue.length === 0;
    if (over || (this.#wasEntered && isEmpty)) this.node.closed(this);
  }

  here = (): Person[] => [...this.room.seats.values(), ...this.room.elsewhere].map(({ person }) => person);

  answer(socket: string, told: Told): void {
    this.#tell([socket], told);
    this.#flush();
  }

  /** Judges everybody's rights anew, soon; rings that come meanwhile are one more look. */
  judgeSoon(): void {
    if (this.#judging !== "no") {
      this.#judging = "again";
      return;
    }
    this.#judging = "yes";
    void this.#judge().finally(() => {
      const again = this.#judging === "again";
      this.#judging = "no";
      if (again) this.judgeSoon();
    });
  }

  async #judge(): Promise<void> {
    try {
      const { version, rights, until } = await within(judge(this.owner, this.diagram, [...this.#sitters.values()]));
      this.#holdsUntil(until);
      const before = new Map([...this.room.seats].map(([socket, { mayEdit }]) => [socket, mayEdit]));
      this.happen({ is: "judged", version, rights });
      for (const [socket, { mayEdit }] of this.room.seats) {
        if (before.get(socket) === mayEdit) continue;
        this.#change(() => sessions.setMayEdit(this.owner, this.room.session.id, socket, mayEdit));
      }
    } catch (error) {
      // Until the next look nobody is told more than before, and every edit is judged by the append itself.
      this.node.fault(error);
    }
  }

  /** Judges again at that moment. One far off is found by a later look. */
  #holdsUntil(until: number | null): void {
    this.#until = until;
    if (this.#alarm) clearTimeout(this.#alarm);
    const wait = until === null ? null : until - nowThere() + AFTER_AN_END;
    this.#alarm = wait !== null && wait < FAR_OFF ? setTimeout(() => this.judgeSoon(), Math.max(0, wait)) : null;
    this.#alarm?.unref();
  }

  /** Looks at the session's rows again: another node or REST has changed them. */
  async look(): Promise<void> {
    try {
      const { id } = this.room.session;
      let rows: Promise<unknown>;
      let found: Awaited<ReturnType<typeof look>>;
      let removed: Removed[];
      // What is changed here at once and not written yet must not be taken back by what was there before.
      do {
        rows = this.#rows;
        await rows;
        found = await look(this.node, this.owner, id);
        removed = found ? await sessions.removedFrom(db(), this.owner, id) : [];
      } while (rows !== this.#rows);
      this.happen({ is: "session", session: found?.session ?? null, elsewhere: found?.elsewhere ?? [], removed });
    } catch (error) {
      this.node.fault(error);
    }
  }

  /** Says in the database who is here. */
  async touch(): Promise<void> {
    const active = [...this.#active];
    this.#active.clear();
    await sessions.touch(this.owner, this.room.session.id, [...this.#lines.keys()], active).catch(this.node.fault);
  }

  /** The doorbell; the number alone, or with the edits. */
  async hear(seq: number, rows: readonly Logged[]): Promise<void> {
    try {
      if (seq <= this.room.seq) return;
      await this.#meet(rows);
      this.happen({ is: "heard", seq, entries: [...rows] });
    } catch (error) {
      this.node.fault(error);
    }
  }

  /** Everybody goes, and comes back to whoever is there then. */
  hangUp(code: number, reason: string): void {
    for (const { line } of this.#lines.values()) line.close(code, reason);
  }

  /** Once the rows say who is here, and what was drawn. */
  async written(): Promise<void> {
    await this.#rows;
  }

  #do(effect: Effect): void {
    const { owner, diagram, session } = this.room;
    switch (effect.do) {
      case "tell":
        this.#tell(effect.sockets, effect.told);
        break;
      case "close":
        this.#flush();
        this.#lines.get(effect.socket)?.line.close(effect.code, effect.reason);
        this.#keepShownOut(effect.socket);
        this.#forget(effect.socket);
        break;
      case "note-denied": {
        const sitter = this.#sitters.get(effect.socket) ?? this.#shownOut.get(effect.by);
        if (sitter) noteDenied(sitter, effect.why, owner, diagram);
        break;
      }
      case "append":
        // The version says nothing of what ended by itself.
        if (this.#until !== null && nowThere() >= this.#until) {
          setImmediate(() => this.happen({ is: "appended", outcome: "moved" }));
          break;
        }
        within(append(owner, diagram, effect.known, effect.rows)).then(
          (outcome) => this.happen({ is: "appended", outcome }),
          (error) => {
            this.node.fault(error);
            this.happen({ is: "appended", outcome: "failed" });
          },
        );
        break;
      case "refresh":
        this.#ask(async () => {
          const { version, rights, until } = await judge(owner, diagram, [...this.#sitters.values()]);
          this.#holdsUntil(until);
          const entries = await readAfter(db(), owner, diagram, effect.seq, MOST_MISSED);
          await this.#meet(entries);
          return { is: "refreshed", version, rights, entries };
        });
        break;
      case "find":
        this.#ask(async () => {
          const entries = (await findOperations(db(), owner, diagram, effect.operationIds)) as Found;
          await this.#meet(entries);
          return { is: "found", entries };
        });
        break;
      case "read-history":
        this.#ask(async () => ({
          is: "history",
          entries: await readNewest(db(), owner, diagram, MOST_MISSED),
        }));
        break;
      case "retry-in":
        setTimeout(() => this.happen({ is: "retry" }), effect.milliseconds);
        break;
      case "snapshot":
        this.#rows = this.#rows.then(() => saveSnapshot(db(), owner, diagram, effect)).catch(this.node.fault);
        break;
      case "ring":
        this.#stir();
        for (const { by } of effect.rows) this.#count(by, EDIT);
        this.node.say({ room: diagram, what: "edits", seq: effect.seq, rows: effect.rows });
        break;
      case "leave":
        this.#change(() => sessions.leave(owner, session.id, [effect.socket]));
        break;
      case "set-presenter":
        this.#change(() => sessions.setPresenter(owner, session.id, effect.from, effect.to));
        break;
      case "set-host":
        this.#change(() => sessions.setHost(owner, session.id, effect.from, effect.to));
        break;
      case "lose-host":
        this.#change(() => sessions.loseHost(owner, session.id));
        break;
      case "remove":
        this.#change(() => sessions.removeFromSession(owner, session.id, effect.uid, effect.reason));
        break;
      case "restrict":
        this.#change(() => sessions.restrict(owner, session.id, effect));
        break;
      case "beat-in":
        setTimeout(() => this.happen({ is: "beat" }), effect.milliseconds);
        break;
      case "version":
        this.#rows = this.#rows.then(() => keepVersion(owner, diagram, effect)).catch(this.node.fault);
        break;
      case "end":
        this.#change(() => sessions.dropSession(owner, session.id));
        break;
      case "relay":
        this.node.say({ room: diagram, what: "relay", to: effect.to, told: effect.told });
        break;
    }
  }

  /** Use of a right that the shares of an environment give. */
  #count(uid: number, method: string): void {
    const environment = this.#through.get(uid);
    if (environment) countCall(this.owner, uid, method, "ENV", environment);
  }

  #keepShownOut(socket: string): void {
    const sitter = this.#sitters.get(socket);
    if (sitter) keep(this.#shownOut, sitter.key.uid, sitter, MOST_SHOWN_OUT);
  }

  #forget(socket: string): void {
    this.#lines.delete(socket);
    this.#ways = new WeakMap();
    this.#sitters.delete(socket);
  }

  /** Gathers what the same people are told one after the other, to be made into bytes once and written to each of them once. */
  #tell(sockets: readonly string[], told: Told): void {
    if (this.#isMixed) {
      const at = new Date();
      for (const socket of sockets) this.#tellOld(socket, told, at);
    }
    if (told.is === "state") {
      this.#flush();
      const bytes = this.#whole(told);
      for (const { line } of this.#reached(sockets)) line.send(bytes, 1, null);
      return;
    }
    const pointing = pointingOf(told);
    if (this.#said.to !== sockets || this.#said.pointing !== pointing) {
      this.#flush();
      this.#said = { to: sockets, pointing, all: [] };
    }
    this.#said.all.push(told);
  }

  /** Each of the two ways to say it is made once, and only where somebody listens. */
  #flush(): void {
    const { to, all, pointing } = this.#said;
    if (all.length === 0) return;
    this.#said = SILENCE;
    const at = new Date();
    const made = (texts: readonly string[]) => ({ bytes: bytesOf(texts), count: texts.length });
    let single: ReturnType<typeof made> | null = null;
    let batched: ReturnType<typeof made> | null = null;
    for (const { line, isOwn } of this.#reached(to)) {
      if (isOwn) batched ??= made(batchesOf(this.place, all, at));
      else single ??= made(all.map((told) => frameOf(this.place, told, at)));
      const { bytes, count } = (isOwn ? batched : single)!;
      line.send(bytes, count, pointing);
    }
  }

  /** The lines of these sockets but for those that speak v1; looked up once for each list. */
  #reached(sockets: readonly string[]): readonly Spoken[] {
    let lines = this.#ways.get(sockets);
    if (!lines) {
      lines = sockets.flatMap((socket) => this.#lines.get(socket) ?? []).filter(({ voice }) => voice === null);
      this.#ways.set(sockets, lines);
    }
    return lines;
  }

  /** The document in one piece, shared by all who come before it changes. */
  #whole(told: Extract<Told, { is: "state" }>): Buffer {
    if (this.#document?.seq !== told.seq)
      this.#document = { seq: told.seq, bytes: bytesOf([frameOf(this.place, told, new Date())]) };
    return this.#document.bytes;
  }

  #tellOld(socket: string, told: Told, at: Date): void {
    const { line, voice } = this.#lines.get(socket) ?? {};
    const texts = voice?.(told, at);
    if (texts) line?.send(bytesOf(texts), texts.length, pointingOf(told));
  }

  #ask(question: () => Promise<Event>): void {
    within(question()).then(
      (event) => this.happen(event),
      (error) => {
        this.node.fault(error);
        this.happen({ is: "unanswered" });
      },
    );
  }

  #change(work: () => Promise<unknown>): void {
    this.#rows = this.#rows.then(() => within(work())).then(() => this.#tellOthers(), this.node.fault);
  }

  /** Whoever looks at a picture of the diagram sees what was drawn, a while after. */
  #stir(): void {
    this.#stirring ??= setTimeout(() => {
      this.#stirring = null;
      ring({ drawing: this.owner });
    }, STIR).unref();
  }

  #tellOthers(): void {
    ring({ drawing: this.owner });
    this.node.say({ room: this.diagram, what: "people" });
  }

  /** Whoever wrote something is told by name. */
  async #meet(rows: readonly { by: number }[]): Promise<void> {
    const strangers = rows.map(({ by }) => by).filter((uid) => !this.room.people.has(uid));
    if (strangers.length > 0) this.happen({ is: "met", people: [...(await namesOf(db(), strangers)).values()] });
  }
}

export type Entering = {
  person: Person;
  mayEdit: boolean;
  trail: readonly string[];
  own: boolean;
  old: boolean;
  since: number | null;
  version: number;
  head: number;
};

/** A session as its rows have it, and who is in it on other nodes; null where it is over. */
async function look(
  node: Node,
  owner: number,
  id: string,
): Promise<{ session: Session; elsewhere: Elsewhere[] } | null> {
  const row = await sessions.findSessionById(db(), owner, id);
  if (!row) return null;
  const seated = (await sessions.participantsOf(db(), owner, id)).filter((one) => one.node !== node.id);
  const people = await namesOf(db(), [row.host_uid, ...seated.map(({ uid }) => uid)]);
  // The database's clock says how long ago; ours counts on from there.
  const lost =
    row.host_lost_at && Date.now() - ((await sessions.databaseTime(db())).getTime() - row.host_lost_at.getTime());
  return {
    session: {
      id,
      host: row.host_uid,
      presenter: row.presenter_uid,
      hostLostAt: lost,
      locked: row.is_locked,
      readOnly: row.read_only,
    },
    elsewhere: seated.map(({ socket, uid, mayEdit, joinedAt, lastActivity }) => ({
      socket,
      person: people.get(uid) ?? { uid, email: "", name: "" },
      mayEdit,
      since: joinedAt.getTime(),
      lastActivity: lastActivity.getTime(),
    })),
  };
}

export const newSocket = (): string => randomUUID();
