import type { ColumnDefinitionBuilder, Kysely } from "kysely";

type Column = ColumnDefinitionBuilder;
const required = (c: Column) => c.notNull();
const zero = (c: Column) => c.notNull().defaultTo(0);
const empty = (c: Column) => c.notNull().defaultTo("");

/** What was refused stands in the journal too, and each owner's journal is a chain of hashes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("journal")
    .addColumn("code", "text", empty)
    .addColumn("reason", "integer", zero)
    .addColumn("because", "text", empty)
    .addColumn("why", "jsonb")
    .addColumn("times", "integer", (c) => c.notNull().defaultTo(1))
    .addColumn("until", "timestamptz")
    .execute();

  await db.schema
    .createTable("journal_seal")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("seq", "bigint", required)
    .addColumn("version", "bigint", required)
    .addColumn("n", "integer", required)
    .addColumn("actor_uid", "bigint", required)
    .addColumn("member_id", "bigint")
    .addColumn("resource", "text", empty)
    .addColumn("hash", "text", required)
    .addPrimaryKeyConstraint("journal_seal_pk", ["owner_uid", "seq"])
    .addUniqueConstraint("journal_seal_row", ["owner_uid", "version", "n"])
    .execute();
  for (const column of ["actor_uid", "member_id", "resource"]) {
    await db.schema
      .createIndex(`journal_seal_${column}`)
      .on("journal_seal")
      .columns(["owner_uid", column, "seq"])
      .execute();
  }

  // Where an owner's chain ends, and how far of what changed it reaches.
  await db.schema
    .createTable("journal_head")
    .addColumn("owner_uid", "bigint", (c) => c.primaryKey())
    .addColumn("seq", "bigint", zero)
    .addColumn("hash", "text", empty)
    .addColumn("version", "bigint", zero)
    .addColumn("signature", "text", empty)
    .execute();
}
