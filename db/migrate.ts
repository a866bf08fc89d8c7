import { type Kysely, type Migration, Migrator, sql } from "kysely";
import { migrations } from "./migrations";

/**
 * Brings the database to the newest step, all missing steps in one transaction, and returns the names of those it took. A
 * step waits at most 5 s for a lock, so that a rolling upgrade never queues the whole house behind itself (R13), and may
 * itself run as long as it needs.
 */
export async function migrateToLatest<Schema>(db: Kysely<Schema>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => patient(migrations) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.map((step) => step.migrationName);
}

function patient(steps: Record<string, Migration>): Record<string, Migration> {
  const entries = Object.entries(steps).map(([name, step]) => [name, { ...step, up: patientUp(step) }] as const);
  return Object.fromEntries(entries);
}

const patientUp = (step: Migration): Migration["up"] => {
  return async (trx) => {
    await sql`set local lock_timeout = '5s'`.execute(trx);
    await sql`set local statement_timeout = 0`.execute(trx);
    await step.up(trx);
  };
};
