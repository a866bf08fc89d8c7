import { one } from "../one";

/**
 * Writes of one owner follow one another in the database anyway. More than a few at once would only hold connections while they
 * wait, and a busy owner must not take them from everybody else.
 */
const AT_ONCE = 4;

const turns = one("turns", () => new Map<number, { running: number; waiting: (() => void)[] }>());

/** Runs `work` once fewer than a few of this owner's writes are under way in this process. */
export async function inTurn<T>(owner: number, work: () => Promise<T>): Promise<T> {
  const turn = turns.get(owner) ?? { running: 0, waiting: [] };
  turns.set(owner, turn);
  if (turn.running < AT_ONCE) turn.running += 1;
  // Whoever finishes hands on the place as it is.
  else await new Promise<void>((called) => turn.waiting.push(called));
  try {
    return await work();
  } finally {
    const next = turn.waiting.shift();
    if (next) next();
    else if (--turn.running === 0) turns.delete(owner);
  }
}
