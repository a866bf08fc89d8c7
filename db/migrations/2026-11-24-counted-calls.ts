import type { Kysely } from "kysely";

/** How often somebody used a right, by day: what a change would have refused is counted from here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("counted_call")
    .addColumn("owner_uid", "bigint", (c) => c.notNull())
    .addColumn("uid", "bigint", (c) => c.notNull())
    .addColumn("day", "integer", (c) => c.notNull())
    .addColumn("method", "text", (c) => c.notNull())
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("resource_id", "text", (c) => c.notNull())
    .addColumn("n", "integer", (c) => c.notNull())
    .addPrimaryKeyConstraint("counted_call_pk", ["owner_uid", "uid", "day", "method", "type", "resource_id"])
    .addForeignKeyConstraint("counted_call_account", ["owner_uid"], "account", ["owner_uid"], (c) =>
      c.onDelete("cascade"),
    )
    .execute();
}
