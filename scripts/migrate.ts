import { withDatabase } from "./with-database";

await withDatabase(async () => {
  const { db } = await import("../db/client");
  const { migrateToLatest } = await import("../db/migrate");
  const taken = await migrateToLatest(db());
  console.log(taken.length ? `Migrated: ${taken.join(", ")}.` : "Nothing to migrate.");
});
