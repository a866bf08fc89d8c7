import type { Kysely } from "kysely";

/** What must hold of an owner's access, as they wrote it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("sentence")
    .addColumn("owner_uid", "bigint", (c) => c.notNull())
    .addColumn("id", "bigint", (c) => c.notNull())
    .addColumn("text", "text", (c) => c.notNull())
    .addColumn("is_draft", "boolean", (c) => c.notNull())
    .addPrimaryKeyConstraint("sentence_pk", ["owner_uid", "id"])
    .addForeignKeyConstraint("sentence_account", ["owner_uid"], "account", ["owner_uid"], (c) => c.onDelete("cascade"))
    .execute();
}
