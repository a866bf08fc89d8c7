import type { Told } from "../../domain/diagram/room";
import { bytesOf } from "./bytes";
import { acknowledgementOf, batchesOf, type EditTold, frameOf, type Place, pageFrameOf, pointingOf } from "./frames";
import { type Voice, voiceV1 } from "./frames-v1";
import type { Line, Pointing } from "./line";

/**
 * A line, and how what goes over it is put: `voice` for protocol v1; our own clients take edits in batches; TMI's pages differ from its
 * programs. `uid`: who draws over it.
 */
type Spoken = { socket: string; line: Line; voice: Voice | null; isOwn: boolean; isPage: boolean; uid: number | null };
type Way = { own: boolean; old: boolean; page: boolean; uid: number | null };

/** Messages as bytes, and how many they are. */
type Made = { bytes: Buffer; count: number };
const madeOf = (texts: readonly string[]): Made => ({ bytes: bytesOf(texts), count: texts.length });
const joined = (first: Made, then: Made): Made => ({
  bytes: Buffer.concat([first.bytes, then.bytes]),
  count: first.count + then.count,
});

/** Whose edits are among what is told: those who drew over the socket they came from, or, where that is not known or gone, as themselves. */
class Drawn {
  readonly #edits: readonly EditTold[];
  readonly #whence: ReadonlySet<string | number>;

  constructor(all: readonly Told[]) {
    this.#edits = all.filter((told) => told.is === "edit");
    this.#whence = new Set(this.#edits.map(({ from, by }) => from ?? by.uid));
  }

  over(socket: string, uid: number | null): readonly EditTold[] {
    const isDrawn = this.#whence.has(socket) || (uid !== null && this.#whence.has(uid));
    return isDrawn ? this.#edits.filter(({ from, by }) => (from === undefined ? by.uid === uid : from === socket)) : [];
  }
}

const SILENCE = { to: [] as readonly string[], pointing: null as Pointing | null, all: [] as Told[] };

/** The lines of a room, and what is said over them: each message is made into bytes once for everybody. */
export class Telling {
  readonly #lines = new Map<string, Spoken>();
  #ways = new WeakMap<readonly string[], readonly Spoken[]>();
  /** Has anybody ever spoken protocol v1 here? */
  #isMixed = false;
  /** What is being said to whom; written when it is over, or somebody else is told something. */
  #said = SILENCE;
  #document: { seq: number; bytes: Buffer } | null = null;

  constructor(readonly place: Place) {}

  get sockets(): string[] {
    return [...this.#lines.keys()];
  }

  take(socket: string, line: Line, { own, old, page, uid }: Way): void {
    this.#lines.set(socket, { socket, line, voice: old ? voiceV1(this.place) : null, isOwn: own, isPage: page, uid });
    this.#ways = new WeakMap();
    if (old) this.#isMixed = true;
  }

  forget(socket: string): void {
    this.#lines.delete(socket);
    this.#ways = new WeakMap();
  }

  /** Closes the line once everything has been said over it. */
  close(socket: string, code: number, reason: string): void {
    this.flush();
    this.#lines.get(socket)?.line.close(code, reason);
  }

  hangUp(code: number, reason: string): void {
    for (const { line } of this.#lines.values()) line.close(code, reason);
  }

  /** The document is at that number of the log now. */
  isAt(seq: number): void {
    if (this.#document?.seq !== seq) this.#document = null;
  }

  /** Gathers what the same people are told one after the other, to be made into bytes once and written to each of them once. */
  tell(sockets: readonly string[], told: Told): void {
    if (this.#isMixed) {
      const at = new Date();
      for (const socket of sockets) this.#tellOld(socket, told, at);
    }
    if (told.is === "state") {
      this.flush();
      const bytes = this.#whole(told);
      for (const { line } of this.#reached(sockets)) line.send(bytes, 1, null);
      return;
    }
    const pointing = pointingOf(told);
    if (this.#said.to !== sockets || this.#said.pointing !== pointing) {
      this.flush();
      this.#said = { to: sockets, pointing, all: [] };
    }
    this.#said.all.push(told);
  }

  /** Each way to say it is made once, and only where somebody listens; but for who is here, pages hear what programs do. */
  flush(): void {
    const { to, all, pointing } = this.#said;
    if (all.length === 0) return;
    this.#said = SILENCE;
    const at = new Date();
    let single: Made | null = null;
    let batched: Made | null = null;
    const drawn = new Drawn(all);
    const differs = all.some(({ is }) => is === "people");
    let paged: Made | null = null;
    for (const { socket, line, isOwn, isPage, uid } of this.#reached(to)) {
      let made: Made;
      if (isPage && differs) made = paged ??= madeOf(all.map((told) => pageFrameOf(this.place, told, at)));
      else if (!isOwn) made = single ??= madeOf(all.map((told) => frameOf(this.place, told, at)));
      else {
        made = batched ??= madeOf(batchesOf(this.place, all, at));
        const theirs = drawn.over(socket, uid);
        if (theirs.length > 0) made = joined(madeOf([acknowledgementOf(theirs)]), made);
      }
      line.send(made.bytes, made.count, pointing);
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
}
