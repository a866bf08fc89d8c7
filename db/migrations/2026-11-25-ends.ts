import { type Kysely, sql } from "kysely";

/** Memberships and shares that end by themselves, how much of it was told, and when something is due for whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ["member", "share"]) {
    await db.schema
      .alterTable(table)
      .addColumn("ends_at", "timestamptz")
      .addColumn("ends_told", "integer", (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createIndex(`${table}_ends`)
      .on(table)
      .columns(["owner_uid", "ends_at"])
      .where(sql.ref("ends_at"), "is not", null)
      .execute();
  }
  await db.schema
    .createTable("directory_end")
    .addColumn("owner_uid", "bigint", (c) => c.primaryKey())
    .addColumn("due_at", "timestamptz", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("directory_end_due").on("directory_end").column("due_at").execute();
}
