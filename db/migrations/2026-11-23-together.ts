import { type Kysely, sql } from "kysely";

/** What a host keeps people from, why somebody was shown out, and the versions of a diagram that can be gone back to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("diagram_session")
    .addColumn("is_locked", "boolean", (c) => c.notNull().defaultTo(false))
    .addColumn("read_only", "jsonb", (c) => c.notNull().defaultTo("[]"))
    .execute();
  await db.schema
    .alterTable("diagram_session_removed")
    .addColumn("reason", "text", (c) => c.notNull().defaultTo(""))
    .execute();
  await db.schema
    .createTable("diagram_version")
    .addColumn("owner_uid", "bigint", (c) => c.notNull())
    .addColumn("id", "uuid", (c) => c.notNull())
    .addColumn("diagram_id", "uuid", (c) => c.notNull())
    .addColumn("seq", "bigint", (c) => c.notNull())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("name", "text")
    .addColumn("by_uid", "bigint")
    .addColumn("at", "timestamptz", (c) => c.notNull().defaultTo(sql`now()`))
    .addColumn("count", "integer", (c) => c.notNull())
    .addColumn("cells", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("diagram_version_pk", ["owner_uid", "id"])
    .addForeignKeyConstraint(
      "diagram_version_diagram",
      ["owner_uid", "diagram_id"],
      "diagram",
      ["owner_uid", "id"],
      (c) => c.onDelete("cascade"),
    )
    .execute();
  await db.schema
    .createIndex("diagram_version_of_diagram")
    .on("diagram_version")
    .columns(["owner_uid", "diagram_id", "seq"])
    .execute();
}
