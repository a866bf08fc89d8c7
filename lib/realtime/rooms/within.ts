/** Longer than the database itself gives any statement. */
const PATIENCE = 20_000;

/**
 * What this brings, or an error where nothing was heard for too long: a database behind a line that is dead never refuses, and a room
 * that waited for it would wait for ever, with everybody in it. What comes too late is not looked at; the log knows what became of it.
 */
export async function within<T>(work: Promise<T>, patience = PATIENCE): Promise<T> {
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, fail) => {
    late = setTimeout(() => fail(new Error("The database has not answered.")), patience);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(late);
  }
}
