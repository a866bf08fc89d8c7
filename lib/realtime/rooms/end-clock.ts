import { nowThere } from "../../../db/clock";

/** Milliseconds after an end at which it is over for every clock, and from which on an end is left to a later look. */
const AFTER_AN_END = 5;
const FAR_OFF = 10_000;

/** Until when everybody's rights are as they were judged, where something of them ends by itself; by the database's clock. */
export class EndClock {
  #until: number | null = null;
  #alarm: NodeJS.Timeout | null = null;

  constructor(private readonly over: () => void) {}

  get until(): number | null {
    return this.#until;
  }

  get isPast(): boolean {
    return this.#until !== null && nowThere() >= this.#until;
  }

  /** Says when it is over at that moment. One far off is found by a later look. */
  set(until: number | null): void {
    this.#until = until;
    if (this.#alarm) clearTimeout(this.#alarm);
    const wait = until === null ? null : until - nowThere() + AFTER_AN_END;
    this.#alarm = wait !== null && wait < FAR_OFF ? setTimeout(this.over, Math.max(0, wait)) : null;
    this.#alarm?.unref();
  }
}
