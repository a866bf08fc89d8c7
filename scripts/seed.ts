import fs from "node:fs";
import path from "node:path";
import { config } from "../lib/config.mjs";
import { withDatabase } from "./with-database";

await withDatabase(async () => {
  const { db } = await import("../db/client");
  const { migrateToLatest } = await import("../db/migrate");
  const { furnish, isEmpty } = await import("../lib/furnish");
  await migrateToLatest(db());
  if (!(await isEmpty())) {
    console.log("The house is not empty: nothing was changed.");
    return;
  }
  // As the start does: whoever shows this house to others must say that the demo is meant.
  const { databaseUrl, dataDir } = config();
  if (!databaseUrl) fs.writeFileSync(path.join(dataDir, "furnished"), "", { mode: 0o600 });
  await furnish();
  console.log("The demo is furnished.");
});
