import { connect, disconnect, pool } from "../db/client";
import { openEmbedded } from "../db/embedded";
import { ConfigError, config } from "../lib/config.mjs";

/** Runs `work` with the house's database: that of DATABASE_URL, of the house that runs now, or started for the occasion. */
export async function withDatabase(work: () => Promise<void>): Promise<void> {
  try {
    const { databaseUrl, dataDir } = config();
    const embedded = databaseUrl ? null : await openEmbedded(dataDir);
    try {
      connect(embedded?.connection ?? { connectionString: databaseUrl ?? "" });
      await pool()
        .query("select 1")
        .catch((error) => {
          throw new ConfigError(`The database does not answer (${error.message || error.code}).`);
        });
      await work();
    } finally {
      await disconnect();
      await embedded?.stop();
    }
  } catch (error) {
    const isPlain = error instanceof Error && ["ConfigError", "EmbeddedError"].includes(error.name);
    console.error(isPlain ? error.message : error);
    process.exitCode = 1;
  }
}
