/** Milliseconds that a database which says it is only just starting is waited for, and between two looks. */
const WITHIN = 30_000;
const EVERY = 200;
const CANNOT_CONNECT_NOW = "57P03";

/** Asks until the database has started; whatever else it says against being asked is thrown at once. */
export async function onceStarted(ask: () => Promise<unknown>, within = WITHIN): Promise<void> {
  const until = Date.now() + within;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== CANNOT_CONNECT_NOW || Date.now() > until) throw error;
      await new Promise((later) => setTimeout(later, EVERY));
    }
  }
}
