import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import { replay } from "../../lib/domain/diagram/apply";
import type { Cell } from "../../lib/domain/diagram/cell";
import { Document } from "../../lib/domain/diagram/document";
import { History } from "../../lib/domain/diagram/history.generated";
import { firstOf } from "./first-of";

/** A diagram, as REST names it: `/threat_models/…/diagrams/…`, and what all who draw there have seen. */
export type Place = { path: string; history?: History };
// biome-ignore lint/suspicious/noExplicitAny: what a frame may hold is judged by the published document
export type Frame = { message_type: string } & Record<string, any>;
export type Ack = { operationId: string; vector: number };
export type CellChange = { id: string; operation: "add" | "update" | "remove"; data?: Record<string, unknown> };
/** Of those that open one way in beside the other, the first. */
type Race = { won: WebSocket | null };
type Waiting = { frame: Frame; done: (vector: number) => void; fail: (why: Frame | Error) => void };

const AGAIN_AFTER = [20, 50, 100, 200, 400];

/** One call of TMI's REST in somebody's name; throws where it is refused. */
export async function rest<T>(
  origin: string,
  token: string,
  asked: string,
  json?: unknown,
  within = 5_000,
): Promise<T> {
  const [method = "", path = ""] = asked.split(" ");
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (json !== undefined) headers["content-type"] = "application/json";
  const body = json === undefined ? null : JSON.stringify(json);
  const answer = await fetch(origin + path, { method, headers, body, signal: AbortSignal.timeout(within) });
  const said = await answer.text();
  if (!answer.ok) throw new Error(`${asked}: ${answer.status} ${said.slice(0, 300)}`);
  return (said ? JSON.parse(said) : undefined) as T;
}

/**
 * Somebody who draws: it joins the session of a diagram (and begins it where there is none), keeps its own copy of the document, writes
 * down every acknowledgement, and comes back by itself when the line is cut, with its last vector and with what was not answered.
 */
export class RoomClient {
  readonly #origins: readonly string[];
  readonly #token: string;
  readonly #path: string;
  readonly #name = randomUUID();
  readonly history: History;
  readonly #waiting = new Map<string, Waiting>();
  #socket: WebSocket | null = null;
  #stays = true;
  #turn = 0;
  #welcome: (() => void)[] = [];
  document = new Document();
  vector = -1;
  /** What was acknowledged, in the order it was. */
  readonly journal: Ack[] = [];
  /** Whatever the protocol promises never to happen. */
  readonly faults: string[] = [];
  /** How long each way back took, from the cut, or from the last that was heard of who fell silent, to the document (milliseconds). */
  readonly resumes: number[] = [];
  readonly closes: number[] = [];
  /** Gives a line up on which nothing was heard for so long while something is waited for (milliseconds). */
  patience = 0;
  #heardAt = 0;
  #askedAt = 0;
  #lostAt = 0;
  /** Why the last try came to nothing. */
  #refusal = "";
  /** Every frame both ways, for whoever judges them. */
  onFrame: (way: "sent" | "heard", frame: Frame) => void = () => {};

  constructor(origins: string | readonly string[], token: string, place: Place) {
    this.#origins = typeof origins === "string" ? [origins] : origins;
    this.#token = token;
    this.#path = place.path;
    place.history ??= new History();
    this.history = place.history;
  }

  get isHere(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN && this.#welcome.length === 0 && this.vector >= 0;
  }
  get unanswered(): number {
    return this.#waiting.size;
  }

  /** Joins, and stays until `leave`: a line that is cut is taken up again, at the next of the nodes it knows. */
  async join(within = 30_000): Promise<this> {
    let late: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, fail) => {
      late = setTimeout(() => fail(new Error(`Not let in within ${within} ms. ${this.#refusal}`)), within);
    });
    const here = this.here();
    void this.#stay();
    await Promise.race([here, tooLate]).finally(() => clearTimeout(late));
    return this;
  }

  /** Resolves once the document is here. */
  here(): Promise<void> {
    return this.isHere ? Promise.resolve() : new Promise((done) => this.#welcome.push(done));
  }

  async leave(): Promise<void> {
    this.#stays = false;
    const socket = this.#socket;
    if (!socket || socket.readyState === WebSocket.CLOSED) return;
    const closed = new Promise((done) => socket.once("close", done));
    socket.close(1000);
    const late = setTimeout(() => socket.terminate(), 1_000);
    await closed;
    clearTimeout(late);
  }

  /** Cuts the line as a network does. */
  cut(): void {
    this.#socket?.terminate();
  }

  /** Edits; resolves with the vector at which it was acknowledged, and rejects with the frame by which it was refused. */
  edit(cells: CellChange[], operationId: string = randomUUID()): Promise<number> {
    const operation = { type: "patch", cells };
    const base_vector = Math.max(this.vector, 0);
    const frame = { message_type: "diagram_operation_request", operation_id: operationId, base_vector, operation };
    const answered = new Promise<number>((done, fail) => this.#waiting.set(operationId, { frame, done, fail }));
    this.history.asks(operationId);
    if (this.#waiting.size === 1) this.#askedAt = performance.now();
    if (this.isHere) this.send(frame);
    return answered;
  }

  send(frame: Frame): void {
    this.onFrame("sent", frame);
    this.sendRaw(JSON.stringify(frame));
  }

  /** Whatever it is, unjudged. */
  sendRaw(data: string | Buffer): void {
    this.#socket?.send(data);
  }

  /** The next frame of this kind. */
  next(type: string, within = 5_000): Promise<Frame> {
    return this.until((frame) => frame.message_type === type, within, type);
  }

  /** The next frame that is so. */
  until(isSo: (frame: Frame) => boolean, within = 10_000, what = "such frame"): Promise<Frame> {
    const before = this.onFrame;
    return new Promise((done, fail) => {
      const late = setTimeout(() => {
        this.onFrame = before;
        fail(new Error(`no ${what} within ${within} ms`));
      }, within);
      this.onFrame = (way, frame) => {
        before(way, frame);
        if (way !== "heard" || !isSo(frame)) return;
        clearTimeout(late);
        this.onFrame = before;
        done(frame);
      };
    });
  }

  /** The end of this line, with this code; whoever is shown out does not come back by themselves. */
  async closed(code: number): Promise<void> {
    this.#stays = false;
    const is = await new Promise<number>((done) => this.#socket!.once("close", done));
    if (is !== code) throw new Error(`closed with ${is} instead of ${code}`);
  }

  async #stay(): Promise<void> {
    for (let tries = 0; this.#stays; tries++) {
      const socket = await this.#reach();
      if (!socket) {
        await pause(AGAIN_AFTER[Math.min(tries, AGAIN_AFTER.length - 1)]! * (0.5 + Math.random()));
        continue;
      }
      tries = 0;
      let silent: number | null = null;
      const look = () => {
        if (!this.#isForgotten()) return;
        silent ??= this.#silentSince;
        socket.terminate();
      };
      const watch = this.patience ? setInterval(look, 50) : undefined;
      const code = await new Promise<number>((done) => socket.once("close", done));
      clearInterval(watch);
      // One that never led to the document was no way back.
      if (this.#socket === socket) this.#lostAt = silent ?? performance.now();
      this.#socket = null;
      this.closes.push(code);
      this.#turn += 1;
    }
  }

  /** Asks the nodes it knows in turn; one that has not let it in after half its patience is waited for beside the next. */
  async #reach(): Promise<WebSocket | null> {
    this.history.comes(this.#name);
    const race: Race = { won: null };
    const turns = this.patience ? this.#origins.map((_, n) => this.#turn + n) : [this.#turn];
    const tries = turns.map((turn) => async () => {
      await this.#connect(this.#origins[turn % this.#origins.length]!, race);
      this.#turn = turn;
    });
    await firstOf(tries, this.patience / 2).catch((error) => {
      this.#refusal = String(error);
      this.#turn += 1;
    });
    return race.won;
  }

  get #connectWithin(): number {
    return this.patience ? 2 * this.patience : 5_000;
  }
  get #silentSince(): number {
    return this.isHere ? Math.max(this.#heardAt, this.#askedAt) : this.#heardAt;
  }

  #isForgotten(): boolean {
    return (this.#waiting.size > 0 || !this.isHere) && performance.now() - this.#silentSince > this.patience;
  }

  async #connect(origin: string, race: Race): Promise<void> {
    const post = `POST ${this.#path}/collaborate`;
    const session = await rest<{ session_id: string }>(origin, this.#token, post, undefined, this.#connectWithin);
    const id = session.session_id;
    const get = `GET /ws/ticket?session_id=${id}`;
    const { ticket } = await rest<{ ticket: string }>(origin, this.#token, get, undefined, this.#connectWithin);
    const socket = new WebSocket(`${origin.replace("http", "ws")}${this.#path}/ws?session_id=${id}&ticket=${ticket}`, {
      perMessageDeflate: false,
      handshakeTimeout: this.#connectWithin,
    });
    let isJoined = false;
    socket.on("error", () => {});
    socket.on("message", (text) => {
      if (race.won !== socket) return;
      const frame = JSON.parse(String(text)) as Frame;
      this.#heardAt = performance.now();
      this.onFrame("heard", frame);
      const isBack = this.vector >= 0;
      this.#hear(frame, isJoined);
      if (isJoined || frame.message_type !== "diagram_state") return;
      isJoined = true;
      this.#socket = socket;
      if (isBack) this.resumes.push(this.#heardAt - this.#lostAt);
      for (const { frame: again } of this.#waiting.values()) this.send(again);
      for (const done of this.#welcome.splice(0)) done();
    });
    await new Promise<void>((done, fail) => {
      socket.once("open", () => {
        if (race.won) return socket.terminate();
        race.won = socket;
        this.#heardAt = performance.now();
        done();
      });
      socket.once("error", fail);
      socket.once("close", () => fail(new Error("too late")));
    });
  }

  #hear(frame: Frame, isJoined: boolean): void {
    switch (frame.message_type) {
      case "diagram_state":
        if (frame.update_vector < this.vector) this.faults.push(`back from ${this.vector} to ${frame.update_vector}`);
        this.document = Document.of(frame.cells as Cell[]);
        this.vector = frame.update_vector;
        this.history.isShown(this.#name, frame.update_vector);
        break;
      case "diagram_operation_event":
        if (!isJoined) this.faults.push("an edit before the document");
        this.#take(frame);
        break;
      case "operation_rejected":
        this.#refuse(frame.operation_id, frame);
        break;
      case "authorization_denied":
        this.#refuse(frame.original_operation_id, frame);
        break;
    }
  }

  #take(frame: Frame): void {
    const { operation_id, update_vector, operation } = frame;
    // One that was answered before, to a question that was asked again.
    const isOld = update_vector <= this.vector;
    this.history.hears(this.#name, update_vector, operation_id, this.#waiting.has(operation_id));
    if (!isOld) {
      if (update_vector !== this.vector + 1) this.faults.push(`a gap from ${this.vector} to ${update_vector}`);
      this.document = replay(this.document, operation);
      this.vector = update_vector;
    }
    this.#answer(operation_id, ({ done }) => {
      this.journal.push({ operationId: operation_id, vector: update_vector });
      done(update_vector);
    });
  }

  #refuse(operationId: string, frame: Frame): void {
    if (this.#waiting.has(operationId)) this.history.refuses(operationId);
    this.#answer(operationId, (waiting) => waiting.fail(frame));
  }

  #answer(operationId: string, with_: (waiting: Waiting) => void): void {
    const waiting = this.#waiting.get(operationId);
    if (!waiting) return;
    this.#waiting.delete(operationId);
    with_(waiting);
  }
}

export const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/** A cell any editor may draw. */
export const cell = (label: string, id: string = randomUUID()): CellChange & { data: Record<string, unknown> } => ({
  id,
  operation: "add",
  data: {
    id,
    shape: "process",
    position: { x: 120, y: 80 },
    size: { width: 140, height: 60 },
    attrs: { text: { text: label } },
  },
});
