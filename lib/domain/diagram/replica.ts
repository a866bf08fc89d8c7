/**
 * A window's own copy of a diagram. What is shown is what the log has up to `seq`, and mine laid over it: edits that were not answered
 * yet. When something is heard, mine is taken off, what was heard is laid down, and mine laid on again, so that every window ends
 * with the log alone. A **step** is what one undo takes back: edits that joined, in one **part** or, where a frame cannot hold it, in
 * several. A part keeps its id until it is answered, however often it is sent (D24). Who heard that somebody changed what they had changed
 * without having seen it is told, with what it takes to bring theirs back (acceptance 58).
 */
import { type Applied, type CellEdit, commit, plan, replay, revert } from "./apply";
import { type Cell, Refused } from "./cell";
import { Document } from "./document";
import { inFrames, joined } from "./joined-edits";
import { type Fact, foundBy, type Heard, MineSet } from "./replica-conflicts";
import { changing, stillMeant } from "./replica-edits";
import { Showing, type Shown } from "./replica-shown";
import { isOpen, JOINS_WITHIN, type Laid, type Part, type Step, Steps } from "./replica-steps";

export class Replica {
  #document: Document;
  #seq: number;
  #mine: Laid[] = [];
  readonly #steps = new Steps();
  readonly #set = new MineSet();
  readonly #showing: Showing;

  constructor(
    readonly me: number,
    cells: readonly Cell[],
    seq: number,
    private readonly newId: () => string,
  ) {
    this.#document = Document.of(cells);
    this.#seq = seq;
    this.#showing = new Showing(cells);
  }

  get seq(): number {
    return this.#seq;
  }

  /** My parts that were not answered, in order. */
  get waiting(): readonly Part[] {
    return this.#mine;
  }

  get canUndo(): boolean {
    return this.#steps.canUndo;
  }

  /** What is shown; the same objects for what is the same. */
  get shown(): Shown {
    return this.#showing.of(this.#document);
  }

  /**
   * Lays an edit of mine over what is shown; it waits to be sent. What it does not change is left out, so that it meets nobody
   * else's. Refused, nothing is changed.
   */
  edit(said: readonly CellEdit[], now: number, joins?: string | null): Refused | null {
    const last = this.#mine.at(-1)?.step;
    const isJoining = joins && last?.joins === joins && now - last.at < JOINS_WITHIN;
    const tail = isJoining ? this.#mine.filter(({ step, isSent }) => step === last && !isSent) : [];
    const both = joined([...tail.flatMap(({ cells }) => cells), ...said]);
    if (!both) {
      this.seal();
      return this.#lay(said, { joins: null, at: now, size: 0 });
    }
    if (tail.length === 0) {
      this.seal();
      return this.#lay(both, { joins: joins ?? null, at: now, size: 0 });
    }
    this.#takeOff(tail);
    this.#mine.splice(-tail.length);
    const refused = this.#lay(both, { joins: joins ?? null, at: now, size: 0 }, last);
    if (refused) for (const part of tail) this.#putBack(part);
    return refused;
  }

  #putBack(part: Laid): void {
    this.#layOne(part);
    this.#mine.push(part);
  }

  /** `before`: the step it takes the place of. */
  #lay(cells: readonly CellEdit[], step: Step, before?: Step): Refused | null {
    const parts: Laid[] = [];
    for (const some of inFrames(cells)) {
      const planned = plan(this.#document, { type: "patch", cells: some });
      if (planned instanceof Refused) {
        this.#takeOff(parts);
        return planned;
      }
      const applied = { ...planned, edit: { ...planned.edit, cells: changing(planned) } };
      if (applied.edit.cells.length === 0) continue;
      this.#commit(applied);
      const operationId = this.newId();
      parts.push({ operationId, base: this.#seq, cells: applied.edit.cells, isSent: false, step, applied });
    }
    this.#mine.push(...parts);
    step.size = parts.length;
    if (before) this.#steps.forget(before);
    if (parts.length > 0) this.#steps.did(step);
    return null;
  }

  /** Nothing joins what is there any more. */
  seal(): void {
    for (const { step } of this.#mine) step.joins = null;
  }

  /** Sealed parts that were not sent; from now on they count as sent. */
  takeUnsent(now: number): Part[] {
    const parts = this.#mine.filter(({ isSent, step }) => !isSent && !isOpen(step, now));
    for (const part of parts) {
      part.isSent = true;
      part.step.joins = null;
    }
    return parts;
  }

  /** When a part that may still be joined will be ready to be sent; null where none is. */
  get readyAt(): number | null {
    const open = this.#mine.at(-1)?.step;
    return open?.joins == null ? null : open.at + JOINS_WITHIN;
  }

  /** Lays edits of the log down, the next after `seq` first. False where one is missing: the whole has to be asked for. */
  hear(edits: readonly Heard[], now: number): { facts: Fact[]; remote: Heard[]; isWhole: boolean } {
    const facts: Fact[] = [];
    const remote: Heard[] = [];
    let isWhole = true;
    const before = this.shown.cells;
    this.#takeOff(this.#mine);
    for (const edit of edits) {
      const mine = this.#mine.find(({ operationId }) => operationId === edit.operationId);
      if (edit.seq > this.#seq + 1) {
        isWhole = false;
        break;
      }
      if (edit.seq === this.#seq + 1) {
        if (!mine) remote.push(edit);
        const found = foundBy(edit, this.#document);
        this.#replay(edit.cells);
        if (!mine && edit.by !== this.me)
          facts.push(...this.#set.conflicts(edit, found, this.#document, before, this.#changing(), now));
        this.#seq = edit.seq;
      }
      if (mine) this.#acknowledge(mine, edit.seq, now);
    }
    this.#layAgain();
    return { facts, remote, isWhole };
  }

  #replay(cells: CellEdit[]): void {
    this.#showing.hears(cells);
    this.#document = replay(this.#document, { type: "patch", cells });
  }

  #acknowledge(part: Laid, seq: number, now: number): void {
    this.#mine = this.#mine.filter((one) => one !== part);
    this.#set.taken(part.cells, seq, now);
  }

  /** Cells of which a change of mine waits. */
  #changing(): Set<string> {
    const all = this.#mine.flatMap(({ cells }) => cells.filter(({ operation }) => operation !== "remove"));
    return new Set(all.map(({ id }) => id));
  }

  /** All cells anew, as of a number; mine stays on top. */
  resync(cells: readonly Cell[], seq: number): void {
    this.#document = Document.of(cells);
    this.#seq = seq;
    this.#showing.forgets();
    this.#layAgain();
  }

  /**
   * A part that will not be taken: it comes off. Where it named cells that somebody has removed, the rest of it is asked again under
   * another id, without what I have changed since; answers what is lost.
   */
  reject(operationId: string, code: string): { cells: CellEdit[]; isLost: boolean } {
    const part = this.#drop(operationId);
    if (!part || code === "no_state_change") return { cells: [], isLost: false };
    if (code !== "conflict_detected") return { cells: part.cells, isLost: true };
    const there = stillMeant(part.cells, this.#mine, this.#document);
    const isKept = there.length > 0 && this.#lay(there, { ...part.step, joins: null, size: 0 }, part.step) === null;
    return { cells: part.cells, isLost: !isKept };
  }

  #drop(operationId: string): Laid | null {
    const part = this.#mine.find((one) => one.operationId === operationId);
    if (!part) return null;
    this.#takeOff(this.#mine);
    this.#mine = this.#mine.filter((one) => one !== part);
    part.step.size -= 1;
    if (part.step.size === 0) this.#steps.forget(part.step);
    this.#layAgain();
    return part;
  }

  /** Gives up what was not sent; answers it. */
  giveUp(): CellEdit[] {
    const unsent = this.#mine.filter(({ isSent }) => !isSent);
    for (const { operationId } of unsent) this.#drop(operationId);
    return unsent.flatMap(({ cells }) => cells);
  }

  /** Takes up what another visit could not send, under the ids it may have been sent with: it has to be sent again. */
  resume(parts: readonly Pick<Part, "operationId" | "base" | "cells">[], now: number): void {
    this.#takeOff(this.#mine);
    const step: Step = { joins: null, at: now, size: parts.length };
    this.#mine.unshift(...parts.map((part) => ({ ...part, isSent: true, step, applied: null })));
    this.#layAgain();
  }

  /** Takes my last step back: at once where it was never sent (0), or so many times the server has to be asked. Null: it cannot now. */
  undo(isLive: boolean): number | null {
    this.seal();
    const last = this.#mine.at(-1)?.step;
    if (!isLive) {
      const parts = this.#mine.filter(({ step }) => step === last);
      if (parts.length === 0 || parts.some(({ isSent }) => isSent)) return null;
      for (const { operationId } of parts) this.#drop(operationId);
      this.#steps.putAside(parts.flatMap(({ cells }) => cells));
      return 0;
    }
    return this.#steps.back();
  }

  /** Brings back what I took back last; as `undo`. */
  redo(isLive: boolean, now: number): number | null {
    const lay = (cells: CellEdit[]) => void this.#lay(cells, { joins: null, at: now, size: 0 });
    if (this.#steps.bringBack(lay)) return 0;
    return isLive ? this.#steps.forth() : null;
  }

  #takeOff(parts: readonly Laid[]): void {
    for (const part of [...parts].reverse()) {
      const { applied } = part;
      part.applied = null;
      if (!applied) continue;
      revert(this.#document, applied);
      this.#showing.marks(applied);
    }
  }

  #layAgain(): void {
    for (const part of this.#mine) this.#layOne(part);
  }

  /** As far as it still can be: the server will refuse a part that names what is gone, and the rest of it is asked again then. */
  #layOne(part: Laid): void {
    const added = new Set<string>();
    const cells = part.cells.filter(({ id, operation }) => {
      if (operation === "add") added.add(id);
      return operation !== "update" || added.has(id) || this.#document.get(id);
    });
    const planned = cells.length > 0 ? plan(this.#document, { type: "patch", cells }) : null;
    part.applied = planned instanceof Refused ? null : planned;
    if (part.applied) this.#commit(part.applied);
  }

  #commit(applied: Applied): void {
    commit(this.#document, applied);
    this.#showing.marks(applied);
  }
}
