import { type Kysely, sql } from "kysely";

/** Who asked an owner for what, and what became of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("access_request")
    .addColumn("owner_uid", "bigint", (c) => c.notNull())
    .addColumn("id", "bigint", (c) => c.notNull())
    .addColumn("asker_uid", "bigint", (c) => c.notNull())
    .addColumn("method", "text", (c) => c.notNull())
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("resource_id", "text", (c) => c.notNull())
    .addColumn("note", "text", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("answer", "text", (c) => c.notNull().defaultTo(""))
    .addColumn("role_id", "bigint")
    .addColumn("until", "timestamptz")
    .addColumn("by_uid", "bigint")
    .addColumn("asked_at", "timestamptz", (c) => c.notNull().defaultTo(sql`now()`))
    .addColumn("answered_at", "timestamptz")
    .addPrimaryKeyConstraint("access_request_pk", ["owner_uid", "id"])
    .execute();
  await db.schema
    .createIndex("access_request_of_asker")
    .on("access_request")
    .columns(["owner_uid", "asker_uid", "state"])
    .execute();
}
