import type { ColumnDefinitionBuilder, Kysely } from "kysely";

type Column = ColumnDefinitionBuilder;
const required = (c: Column) => c.notNull();
const empty = (c: Column) => c.notNull().defaultTo("");

/** Reviews of who has access: each share of each person as it was when the review began, and what was decided about it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("review")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "bigint", required)
    .addColumn("started_by", "bigint", required)
    .addColumn("started_at", "timestamptz", required)
    .addColumn("ended_at", "timestamptz")
    .addPrimaryKeyConstraint("review_pk", ["owner_uid", "id"])
    .addForeignKeyConstraint("review_account", ["owner_uid"], "account", ["owner_uid"], (c) => c.onDelete("cascade"))
    .execute();
  await db.schema
    .createTable("review_line")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("review_id", "bigint", required)
    .addColumn("n", "integer", required)
    .addColumn("member_id", "bigint", required)
    .addColumn("person", "text", required)
    .addColumn("email", "text", required)
    .addColumn("collaboration_id", "bigint", required)
    .addColumn("share_id", "bigint", required)
    .addColumn("resource", "text", required)
    .addColumn("thing", "text", required)
    .addColumn("roles", "jsonb", required)
    .addColumn("last_use", "integer")
    .addColumn("suggestion", "text", required)
    .addColumn("decision", "text", empty)
    .addColumn("why", "text", empty)
    .addColumn("decided_by", "bigint")
    .addColumn("decided_at", "timestamptz")
    .addPrimaryKeyConstraint("review_line_pk", ["owner_uid", "review_id", "n"])
    .addForeignKeyConstraint("review_line_review", ["owner_uid", "review_id"], "review", ["owner_uid", "id"], (c) =>
      c.onDelete("cascade"),
    )
    .execute();
}
