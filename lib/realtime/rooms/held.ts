import { randomUUID } from "node:crypto";
import { namesOf } from "../../../db/accounts";
import { db } from "../../../db/client";
import { append } from "../../../db/diagram-append";
import { findOperations, readAfter, readNewest } from "../../../db/diagram-log";
import * as sessions from "../../../db/diagram-sessions";
import { findDiagram } from "../../../db/diagrams";
import type { Drawn } from "../../../db/documents";
import { endAtHand } from "../../../db/worlds";
import { ring } from "../../bell";
import {
  type Effect,
  type Event,
  type Logged,
  openRoom,
  type Person,
  type Removed,
  type Room,
  showAll,
  step,
  type Told,
  type Ways,
} from "../../domain/diagram/room";
import { keep } from "../../keep";
import { Counts } from "./counts";
import { noteDenied } from "./denied";
import { EndClock } from "./end-clock";
import type { Place } from "./frames";
import { judge, type Sitter, soonest } from "./judge";
import type { Line } from "./line";
import { look } from "./look";
import { Rows } from "./rows";
import { Telling } from "./telling";
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
const MOST_SHOWN_OUT = 100;
/** Milliseconds in which what is drawn is told together to those who only see its picture. */
const STIR = 3_000;

/** A room and its surroundings: what `step` answers is done here, and what comes of it is handed to `step` again. */
export class Held {
  readonly #telling: Telling;
  readonly #sitters = new Map<string, Sitter>();
  readonly #counts: Counts;
  readonly #rows: Rows;
  readonly #ends = new EndClock(() => this.judgeSoon());
  /** Whom this room has let go, by uid: what they had drawn last is refused after they have gone. */
  readonly #shownOut = new Map<number, Sitter>();
  readonly #active = new Set<string>();
  #judging: "no" | "yes" | "again" = "no";
  #wasEntered = false;
  #stirring: NodeJS.Timeout | null = null;

  private constructor(
    readonly node: Node,
    readonly room: Room,
    place: Place,
  ) {
    this.#telling = new Telling(place);
    this.#counts = new Counts(room.owner, place.threatModel);
    this.#rows = new Rows(room.owner, room.diagram, node.fault);
  }

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
  enter(sitter: Sitter, line: Line, { person, mayEdit, trail, own, old, page, since, version, head }: Entering): void {
    this.#wasEntered = true;
    this.#sitters.set(sitter.socket, sitter);
    this.#counts.entered(sitter.key.uid, sitter.through);
    this.#telling.take(sitter.socket, line, { own, old, page, uid: sitter.key.uid });
    line.again = () => this.answer(sitter.socket, showAll(this.room));
    const now = Date.now();
    const seat = { socket: sitter.socket, person, mayEdit, trail, own, page, since: now, lastActivity: now };
    if (this.room.seats.size === 0) this.room.version = version;
    this.#ends.set(soonest([this.#ends.until, sitter.keyEnds, endAtHand(this.owner, sitter.actor.uid)]));
    this.happen({ is: "join", seat, since, version, head });
    this.#tellOthers();
  }

  /** Shows somebody what is drawn and who is here, of whom nobody is told. */
  watch(sitter: Sitter, line: Line, { mayEdit, trail, since, version, head }: Watching): void {
    this.#wasEntered = true;
    this.#sitters.set(sitter.socket, sitter);
    this.#telling.take(sitter.socket, line, { own: true, old: false, page: false, uid: null });
    line.again = () => this.answer(sitter.socket, showAll(this.room));
    const watcher = { socket: sitter.socket, person: { uid: sitter.actor.uid }, mayEdit, trail };
    if (this.room.seats.size === 0) this.room.version = version;
    this.#ends.set(soonest([this.#ends.until, sitter.keyEnds, endAtHand(this.owner, sitter.actor.uid)]));
    this.happen({ is: "watch", watcher, since, version, head });
    this.node.say({ room: this.diagram, what: "watched", isNew: true });
  }

  /** To somebody who watches: what they missed since that number, or that they missed nothing. */
  tellAgain(socket: string, since: number | null): void {
    const watcher = this.room.seats.watchers.get(socket);
    const { seq: head, version } = this.room;
    if (!watcher) return;
    if (since === null) this.answer(socket, { is: "vector", seq: head });
    else this.happen({ is: "watch", watcher, since, version, head });
  }

  unwatch(socket: string): void {
    this.#forget(socket);
    this.happen({ is: "unwatch", watcher: socket });
  }

  /** How many of their windows watch here. */
  watchingOf(uid: number): number {
    return [...this.#sitters.values()].filter(({ view, key }) => view && key.uid === uid).length;
  }

  leave(socket: string, clean: boolean): void {
    this.#forget(socket);
    this.happen({ is: "leave", socket, clean });
  }

  happen(event: Event): void {
    if ("socket" in event && event.is !== "leave") this.#active.add(event.socket);
    const now = Date.now();
    for (const effect of step(this.room, event, now, this.node.ways)) this.#do(effect);
    this.#telling.flush();
    this.#telling.isAt(this.room.seq);
    const { seats, writing, queue, deferred, over } = this.room;
    const isEmpty =
      seats.size === 0 && seats.watchers.size === 0 && deferred.length === 0 && !writing && queue.length === 0;
    if (over || (this.#wasEntered && isEmpty)) this.node.closed(this);
  }

  here = (): Person[] => [...this.room.seats.values(), ...this.room.elsewhere].map(({ person }) => person);

  answer(socket: string, told: Told): void {
    this.#telling.tell([socket], told);
    this.#telling.flush();
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
      this.#ends.set(until);
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

  /** Looks at the session's rows again: another node or REST has changed them. */
  async look(): Promise<void> {
    try {
      const { id } = this.room.session;
      let rows: Promise<unknown>;
      let found: Awaited<ReturnType<typeof look>>;
      let removed: Removed[];
      // What is changed here at once and not written yet must not be taken back by what was there before.
      do {
        rows = this.#rows.written;
        await rows;
        found = await look(this.node, this.owner, id);
        removed = found ? await sessions.removedFrom(db(), this.owner, id) : [];
      } while (rows !== this.#rows.written);
      this.happen({ is: "session", session: found?.session ?? null, elsewhere: found?.elsewhere ?? [], removed });
    } catch (error) {
      this.node.fault(error);
    }
  }

  /** Says in the database who is here. */
  async touch(): Promise<void> {
    const active = [...this.#active];
    this.#active.clear();
    const { seats } = this.room;
    if (seats.watchers.size > 0) this.node.say({ room: this.diagram, what: "watched", isNew: false });
    // Whoever only watches keeps no session.
    if (seats.size === 0) return;
    await sessions.touch(this.owner, this.room.session.id, this.#telling.sockets, active).catch(this.node.fault);
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
    this.#telling.hangUp(code, reason);
  }

  /** Once the rows say who is here, and what was drawn. */
  async written(): Promise<void> {
    await this.#rows.written;
  }

  #do(effect: Effect): void {
    const { owner, diagram, session } = this.room;
    switch (effect.do) {
      case "tell":
        this.#telling.tell(effect.sockets, effect.told);
        break;
      case "close":
        this.#telling.close(effect.socket, effect.code, effect.reason);
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
        if (this.#ends.isPast) {
          setImmediate(() => this.happen({ is: "appended", outcome: "outdated" }));
          break;
        }
        within(append(owner, diagram, effect.known, effect.rows)).then(
          (outcome) => {
            if (outcome === "appended") this.#counts.wrote(effect.rows);
            this.happen({ is: "appended", outcome });
          },
          (error) => {
            this.node.fault(error);
            this.happen({ is: "appended", outcome: "failed" });
          },
        );
        break;
      case "refresh":
        this.#ask(async () => {
          const { version, rights, until } = await judge(owner, diagram, [...this.#sitters.values()]);
          this.#ends.set(until);
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
      case "version":
        this.#rows.keep(effect);
        break;
      case "ring":
        this.#stir();
        this.node.say({ room: diagram, what: "edits", seq: effect.seq, rows: effect.rows });
        break;
      case "leave":
      case "set-presenter":
      case "set-host":
      case "lose-host":
      case "remove":
      case "restrict":
      case "end":
        this.#change(() => this.#rows.ofSession(session.id, effect));
        break;
      case "beat-in":
        setTimeout(() => this.happen({ is: "beat" }), effect.milliseconds);
        break;
      case "relay":
        this.node.say({ room: diagram, what: "relay", to: effect.to, told: effect.told });
        break;
    }
  }

  #keepShownOut(socket: string): void {
    const sitter = this.#sitters.get(socket);
    if (sitter && !sitter.view) keep(this.#shownOut, sitter.key.uid, sitter, MOST_SHOWN_OUT);
  }

  #forget(socket: string): void {
    this.#telling.forget(socket);
    this.#sitters.delete(socket);
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
    this.#rows.change(work, () => this.#tellOthers());
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
  page: boolean;
  since: number | null;
  version: number;
  head: number;
};

export type Watching = Pick<Entering, "mayEdit" | "trail" | "since" | "version" | "head">;

export const newSocket = (): string => randomUUID();
