import { connect, disconnect } from "../db/client";
import { openEmbedded } from "../db/embedded";
import { config } from "../lib/config.mjs";

/** Runs `work` with the house's database: that of DATABASE_URL, of the house that runs now, or started for the occasion. */
export async function withDatabase(work: () => Promise<void>): Promise<void> {
  try {
    const { databaseUrl, dataDir } = config();
    const embedded = databaseUrl ? null : await openEmbedded(dataDir);
    try {
      connect(embedded?.connection ?? { connectionString: databaseUrl ?? "" });
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
