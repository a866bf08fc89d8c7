/**
 * Judges what many people saw of one diagram, in the order in which it happened to all of them, for tests: numbers without a gap and never
 * back, first answers that stay, nobody without what they wrote or was acknowledged to anybody before they asked.
 */
export class History {
  readonly #people = new Map<string, Seen>();
  /** Operation → the highest number that had been acknowledged when it was first asked. */
  readonly #asked = new Map<string, number>();
  readonly #acknowledged = new Map<string, number>();
  readonly #refused = new Set<string>();
  readonly #shown = new Map<number, string>();
  #highest = 0;
  readonly wrong: string[] = [];

  /** Somebody begins to come in: whatever they are shown first holds all that was acknowledged before. */
  comes(who: string): void {
    this.#of(who).floor = this.#highest;
  }

  asks(operation: string): void {
    if (!this.#asked.has(operation)) this.#asked.set(operation, this.#highest);
  }

  /** The whole document at a number, or being told that nothing was missed up to it. */
  isShown(who: string, seq: number): void {
    const seen = this.#of(who);
    if (seq < seen.seq) this.wrong.push(`${who} was led back from ${seen.seq} to ${seq}`);
    if (seq < seen.floor) this.wrong.push(`${who} was shown ${seq} after ${seen.floor} was acknowledged`);
    seen.seq = Math.max(seen.seq, seq);
  }

  /** One edit. `mine`: it answers what they asked. */
  hears(who: string, seq: number, operation: string, mine: boolean): void {
    const seen = this.#of(who);
    const known = this.#shown.get(seq) ?? operation;
    if (known !== operation) this.wrong.push(`number ${seq} was ${known} to one, and ${operation} to ${who}`);
    this.#shown.set(seq, operation);
    // A first answer, given again, comes out of its place.
    if (seq > seen.seq + 1) this.wrong.push(`${who} was told ${seq} after ${seen.seq}`);
    seen.seq = Math.max(seen.seq, seq);
    if (mine) this.#acknowledge(who, seq, operation);
  }

  refuses(operation: string): void {
    this.#refused.add(operation);
  }

  #acknowledge(who: string, seq: number, operation: string): void {
    const before = this.#acknowledged.get(operation) ?? seq;
    if (before !== seq) this.wrong.push(`${operation} of ${who} was acknowledged at ${before} and at ${seq}`);
    const floor = this.#asked.get(operation) ?? 0;
    if (seq <= floor) this.wrong.push(`${operation} was asked after ${floor} was acknowledged, and written at ${seq}`);
    this.#acknowledged.set(operation, seq);
    this.#highest = Math.max(this.#highest, seq);
  }

  /** All that is wrong, held against the log: its operations from number 1 on. */
  against(log: readonly string[]): string[] {
    const wrong = [...this.wrong];
    const numbers = new Map(log.map((operation, n) => [operation, n + 1]));
    if (numbers.size !== log.length) wrong.push("an operation is in the log twice");
    for (const [seq, operation] of this.#shown)
      if (log[seq - 1] !== operation) wrong.push(`${operation} was told at ${seq}, where the log has ${log[seq - 1]}`);
    for (const [operation, seq] of this.#acknowledged)
      if (numbers.get(operation) !== seq) wrong.push(`${operation} was acknowledged at ${seq} and is not there`);
    for (const operation of this.#refused)
      if (numbers.has(operation)) wrong.push(`${operation} was refused and is at ${numbers.get(operation)}`);
    for (const [who, { seq }] of this.#people)
      if (seq > log.length) wrong.push(`${who} was shown ${seq}, and the log ends at ${log.length}`);
    return wrong;
  }

  #of(who: string): Seen {
    const known = this.#people.get(who) ?? { seq: 0, floor: 0 };
    this.#people.set(who, known);
    return known;
  }
}

/** `seq`: as far as they have been shown. `floor`: what the next whole must hold. */
type Seen = { seq: number; floor: number };
