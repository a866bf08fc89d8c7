import type { Told } from "../../domain/diagram/room";
import { bytesOf } from "./bytes";
import { acknowledgementOf, batchesOf, type EditTold, frameOf, type Place, pageFrameOf, pointingOf } from "./frames";
import { type Voice, voiceV1 } from "./frames-v1";
import type { Line, Pointing } from "./line";

/** A line, and how what goes over it is put: `voice` for protocol v1. `uid`: who draws over it. */
type Spoken = { line: Line; voice: Voice | null; isOwn: boolean; isPage: boolean; uid: number | null };
/** Lines that are told the same: our own clients take edits in batches, and TMI's pages differ from its programs. */
type Reached = { own: Line[]; pages: Line[]; programs: Line[] };
type Way = { own: boolean; old: boolean; page: boolean; uid: number | null };

/** Messages as bytes, and how many they are. */
type Made = { bytes: Buffer; count: number };
const madeOf = (texts: readonly string[]): Made => ({ bytes: bytesOf(texts), count: texts.length });

function say(lines: readonly Line[], { bytes, count }: Made, pointing: Pointing | null): void {
  for (const line of lines) line.send(bytes, count, pointing);
}

const SILENCE = { to: [] as readonly string[], pointing: null as Pointing | null, all: [] as Told[] };

/** The lines of a room, and what is said over them: each message is made into bytes once for everybody. */
export class Telling {
  readonly #lines = new Map<string, Spoken>();
  #ways = new WeakMap<readonly string[], Reached>();
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
    this.#lines.set(socket, { line, voice: old ? voiceV1(this.place) : null, isOwn: own, isPage: page, uid });
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
      for (const lines of Object.values(this.#reached(sockets))) say(lines, { bytes, count: 1 }, null);
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
    const { own, pages, programs } = this.#reached(to);
    const differs = pages.length > 0 && all.some(({ is }) => is === "people");
    if (programs.length > 0 || (pages.length > 0 && !differs)) {
      const made = madeOf(all.map((told) => frameOf(this.place, told, at)));
      say(programs, made, pointing);
      if (!differs) say(pages, made, pointing);
    }
    if (differs) say(pages, madeOf(all.map((told) => pageFrameOf(this.place, told, at))), pointing);
    if (own.length === 0) return;
    const batches = batchesOf(this.place, all, at);
    const drawn = this.#drawnOver(to, all);
    const made = madeOf(batches);
    for (const line of own) {
      const theirs = drawn.get(line);
      const { bytes, count } = theirs ? madeOf([acknowledgementOf(theirs), ...batches]) : made;
      line.send(bytes, count, pointing);
    }
  }

  /** The edits that came over each line; where that is not known or gone, those of all who draw as the same person. */
  #drawnOver(to: readonly string[], all: readonly Told[]): Map<Line, EditTold[]> {
    const whence = new Map<string | number, EditTold[]>();
    for (const told of all) {
      if (told.is !== "edit") continue;
      for (const origin of told.from ?? [told.by.uid]) {
        const known = whence.get(origin);
        if (known) known.push(told);
        else whence.set(origin, [told]);
      }
    }
    const drawn = new Map<Line, EditTold[]>();
    for (const [origin, theirs] of whence) {
      const sockets = typeof origin === "string" ? [origin] : to.filter((one) => this.#lines.get(one)?.uid === origin);
      for (const socket of sockets) {
        const { line } = this.#lines.get(socket) ?? {};
        if (line) drawn.set(line, [...(drawn.get(line) ?? []), ...theirs]);
      }
    }
    return drawn;
  }

  /** The lines of these sockets but for those that speak v1; looked up once for each list. */
  #reached(sockets: readonly string[]): Reached {
    let reached = this.#ways.get(sockets);
    if (!reached) {
      reached = { own: [], pages: [], programs: [] };
      for (const socket of sockets) {
        const { line, voice, isOwn, isPage } = this.#lines.get(socket) ?? {};
        if (line && !voice) reached[isOwn ? "own" : isPage ? "pages" : "programs"].push(line);
      }
      this.#ways.set(sockets, reached);
    }
    return reached;
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
