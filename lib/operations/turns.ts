import { one } from "../one";

/**
 * Writes of one owner follow one another in the database anyway. More at once would only hold connections while they wait, and a
 * busy owner must not take them from everybody else. What concerns no account waits for nobody there.
 */
const AT_ONCE = 1;
const AT_ONCE_OF_NOBODY = 4;

const turns = one("turns", () => new Map<number, { running: number; waiting: (() => void)[] }>());

/** Runs `work` once no other write of this owner is under way in this process. */
export async function inTurn<T>(owner: number, work: () => Promise<T>): Promise<T> {
  const turn = turns.get(owner) ?? { running: 0, waiting: [] };
  turns.set(owner, turn);
  if (turn.running < (owner === 0 ? AT_ONCE_OF_NOBODY : AT_ONCE)) turn.running += 1;
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
