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
  await furnish();
  console.log("The demo is furnished.");
});
