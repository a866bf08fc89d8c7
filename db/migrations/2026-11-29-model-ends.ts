import { type Kysely, sql } from "kysely";

/** Lines of a threat model's own list that end by themselves, and how much of it was told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("threat_model_entry")
    .addColumn("ends_at", "timestamptz")
    .addColumn("ends_told", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex("threat_model_entry_ends")
    .on("threat_model_entry")
    .columns(["owner_uid", "ends_at"])
    .where(sql.ref("ends_at"), "is not", null)
    .execute();
}
