import type { Applied, CellEdit } from "./apply";

/** How long after the last more may join a step (milliseconds). */
export const JOINS_WITHIN = 400;

/**
 * What one undo takes back. `joins`: under which name more may join it; null once it is sealed. `at`: when the last joined (milliseconds).
 * `size`: how many edits of the log it is.
 */
export type Step = { joins: string | null; at: number; size: number };

/** `base`: the number of the log that was shown when it was made. */
export type Part = { operationId: string; base: number; cells: CellEdit[]; isSent: boolean; step: Readonly<Step> };
export type Laid = Part & { step: Step; applied: Applied | null };

export const isOpen = ({ joins, at }: Step, now: number): boolean => joins !== null && now - at < JOINS_WITHIN;

/** Steps that can be taken back and brought back, the last at the end; steps of other visits are not known. */
export class Steps {
  #done: Step[] = [];
  #undone: Step[] = [];
  /** Steps that were taken back before they were sent. */
  #aside: CellEdit[][] = [];

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  /** Something was done: what was taken back before it is over. */
  did(step: Step): void {
    this.#done.push(step);
    this.#undone = [];
    this.#aside = [];
  }

  forget(step: Step): void {
    this.#done = this.#done.filter((one) => one !== step);
  }

  putAside(cells: CellEdit[]): void {
    this.#aside.push(cells);
  }

  /** What was put aside last is done again by `lay`, which ends nothing of what can be brought back. False where nothing is. */
  bringBack(lay: (cells: CellEdit[]) => void): boolean {
    const aside = this.#aside;
    const undone = this.#undone;
    const cells = aside.pop();
    if (!cells) return false;
    lay(cells);
    this.#aside = aside;
    this.#undone = undone;
    return true;
  }

  /** How many undos of the server take the last step back. */
  back(): number {
    const step = this.#done.pop();
    this.#undone.push(step ?? { joins: null, at: 0, size: 1 });
    return step?.size ?? 1;
  }

  /** How many redos of the server bring it back. */
  forth(): number {
    const step = this.#undone.pop();
    if (step) this.#done.push(step);
    return step?.size ?? 1;
  }
}
