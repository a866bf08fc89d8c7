import { type ColumnDefinitionBuilder, type Kysely, sql } from "kysely";

type Column = ColumnDefinitionBuilder;
const required = (c: Column) => c.notNull();
const now = (c: Column) => c.notNull().defaultTo(sql`now()`);
const text = (name: string) => [name, "text", (c: Column) => c.notNull().defaultTo("")] as const;
const zero = (c: Column) => c.notNull().defaultTo(0);

/** What the pages keep for a person: how they like to look at them, and long work they started. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("preference")
    .addColumn("owner_uid", "bigint", (c) => c.primaryKey())
    .addColumn("theme", "text", (c) => c.notNull().defaultTo("system"))
    .addColumn("palette", "text", (c) => c.notNull().defaultTo("usual"))
    .addColumn("language", "text")
    .addColumn("shortcuts", "boolean", (c) => c.notNull().defaultTo(true))
    .addColumn("dismissed", sql`text[]`, (c) => c.notNull().defaultTo("{}"))
    .addColumn("columns", "jsonb", (c) => c.notNull().defaultTo("{}"))
    .addForeignKeyConstraint("preference_account", ["owner_uid"], "account", ["owner_uid"], (c) =>
      c.onDelete("cascade"),
    )
    .execute();

  await db.schema
    .createTable("activity")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "bigint", required)
    .addColumn("kind", "text", required)
    .addColumn("state", "text", required)
    .addColumn("total", "integer", zero)
    .addColumn("done", "integer", zero)
    .addColumn("refused", "integer", zero)
    .addColumn("created_at", "timestamptz", now)
    .addColumn("paused_until", "timestamptz")
    .addColumn("ended_at", "timestamptz")
    .addPrimaryKeyConstraint("activity_pk", ["owner_uid", "id"])
    .addForeignKeyConstraint("activity_account", ["owner_uid"], "account", ["owner_uid"], (c) => c.onDelete("cascade"))
    .execute();
  await db.schema
    .createTable("activity_step")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("activity_id", "bigint", required)
    .addColumn("n", "integer", required)
    .addColumn("subject", "text", required)
    .addColumn("asked", "jsonb", required)
    .addColumn("verdict", "text")
    .addColumn(...text("code"))
    .addColumn(...text("note"))
    .addPrimaryKeyConstraint("activity_step_pk", ["owner_uid", "activity_id", "n"])
    .addForeignKeyConstraint(
      "activity_step_activity",
      ["owner_uid", "activity_id"],
      "activity",
      ["owner_uid", "id"],
      (c) => c.onDelete("cascade"),
    )
    .execute();

  // Where unfinished work is, for a server that starts: a pointer, and from when on anybody may take it up.
  await db.schema
    .createTable("directory_activity")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("activity_id", "bigint", required)
    .addColumn("due_at", "timestamptz", required)
    .addPrimaryKeyConstraint("directory_activity_pk", ["owner_uid", "activity_id"])
    .execute();
  await db.schema.createIndex("directory_activity_due").on("directory_activity").column("due_at").execute();

  // A form sent twice makes one token.
  await db.schema.alterTable("token").addColumn("request_id", "uuid").execute();
  await db.schema.createIndex("token_request").unique().on("token").columns(["owner_uid", "request_id"]).execute();

  // A few teams among ten thousand pairs.
  await db.schema
    .createIndex("collaboration_team")
    .on("collaboration")
    .columns(["owner_uid", "display_name"])
    .where(sql.ref("type"), "=", sql.lit("GROUP"))
    .execute();

  // What happened to one member or one share.
  await db.schema
    .createIndex("journal_target")
    .on("journal")
    .columns(["owner_uid", "target", "target_id", "version"])
    .execute();
}
