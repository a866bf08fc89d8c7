import { type ColumnDefinitionBuilder, type ForeignKeyConstraintBuilder, type Kysely, sql } from "kysely";

type Column = ColumnDefinitionBuilder;
const required = (c: Column) => c.notNull();
const now = (c: Column) => c.notNull().defaultTo(sql`now()`);
const text = (name: string) => [name, "text", (c: Column) => c.notNull().defaultTo("")] as const;
const list = (c: Column) => c.notNull().defaultTo("[]");
const cascade = (c: ForeignKeyConstraintBuilder) => c.onDelete("cascade");

/** Threat models, their diagrams, the log of a diagram's edits, and the sessions in which people draw together. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await pointers(db);
  await models(db);
  await logs(db);
  await sessions(db);
}

async function pointers(db: Kysely<unknown>): Promise<void> {
  for (const name of ["directory_threat_model", "directory_diagram", "directory_session"]) {
    await db.schema
      .createTable(name)
      .addColumn("id", "uuid", (c) => c.primaryKey())
      .addColumn("owner_uid", "bigint", required)
      .execute();
  }
  // Whom a threat model's own list names: `uid:7`, `email:a@b.c`, `everyone`.
  await db.schema
    .createTable("directory_threat_model_entry")
    .addColumn("key", "text", required)
    .addColumn("owner_uid", "bigint", required)
    .addColumn("threat_model_id", "uuid", required)
    .addPrimaryKeyConstraint("directory_threat_model_entry_pk", ["key", "owner_uid", "threat_model_id"])
    .execute();
  await db.schema
    .createIndex("directory_threat_model_entry_model")
    .on("directory_threat_model_entry")
    .columns(["owner_uid", "threat_model_id"])
    .execute();
}

async function models(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("threat_model")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "uuid", required)
    .addColumn("name", "text", required)
    .addColumn("description", "text")
    .addColumn("framework", "text", required)
    .addColumn("status", "text")
    .addColumn("status_at", "timestamptz")
    .addColumn("issue_uri", "text")
    .addColumn("is_confidential", "boolean", (c) => c.notNull().defaultTo(false))
    .addColumn("metadata", "jsonb", list)
    .addColumn("environment", "text")
    .addColumn("created_by", "bigint", required)
    .addColumn("created_at", "timestamptz", now)
    .addColumn("modified_at", "timestamptz", now)
    .addColumn("deleted_at", "timestamptz")
    .addColumn("version", "bigint", (c) => c.notNull().defaultTo(1))
    .addColumn("alias", "bigint", required)
    .addPrimaryKeyConstraint("threat_model_pk", ["owner_uid", "id"])
    .addForeignKeyConstraint("threat_model_account", ["owner_uid"], "account", ["owner_uid"], cascade)
    .execute();

  await db.schema
    .createTable("threat_model_entry")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("threat_model_id", "uuid", required)
    .addColumn("position", "integer", required)
    .addColumn("principal_type", "text", required)
    .addColumn("uid", "bigint")
    .addColumn(...text("email"))
    .addColumn(...text("provider"))
    .addColumn(...text("group_name"))
    .addColumn("role", "text", required)
    .addPrimaryKeyConstraint("threat_model_entry_pk", ["owner_uid", "threat_model_id", "position"])
    .addForeignKeyConstraint(
      "threat_model_entry_model",
      ["owner_uid", "threat_model_id"],
      "threat_model",
      ["owner_uid", "id"],
      cascade,
    )
    .execute();

  await db.schema
    .createTable("diagram")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "uuid", required)
    .addColumn("threat_model_id", "uuid", required)
    .addColumn("name", "text", required)
    .addColumn("description", "text")
    .addColumn("metadata", "jsonb", list)
    .addColumn("image", "jsonb")
    .addColumn("color_palette", "jsonb")
    .addColumn("include_in_report", "boolean", (c) => c.notNull().defaultTo(true))
    .addColumn("timmy_enabled", "boolean", (c) => c.notNull().defaultTo(true))
    .addColumn("created_at", "timestamptz", now)
    .addColumn("modified_at", "timestamptz", now)
    .addColumn("deleted_at", "timestamptz")
    .addColumn("version", "bigint", (c) => c.notNull().defaultTo(1))
    .addColumn("alias", "bigint", required)
    .addPrimaryKeyConstraint("diagram_pk", ["owner_uid", "id"])
    .addForeignKeyConstraint(
      "diagram_model",
      ["owner_uid", "threat_model_id"],
      "threat_model",
      ["owner_uid", "id"],
      cascade,
    )
    .execute();
  await db.schema.createIndex("diagram_of_model").on("diagram").columns(["owner_uid", "threat_model_id"]).execute();
}

/** The log is the truth: its head is what appending compares and sets (R7), and a snapshot saves reading all of it. */
async function logs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("diagram_head")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("diagram_id", "uuid", required)
    .addColumn("seq", "bigint", (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint("diagram_head_pk", ["owner_uid", "diagram_id"])
    .addForeignKeyConstraint(
      "diagram_head_diagram",
      ["owner_uid", "diagram_id"],
      "diagram",
      ["owner_uid", "id"],
      cascade,
    )
    // Written with every edit: room on its page lets each new version stay there.
    .modifyEnd(sql`with (fillfactor = 50)`)
    .execute();
  await db.schema
    .createTable("diagram_edit")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("diagram_id", "uuid", required)
    .addColumn("seq", "bigint", required)
    .addColumn("operation_id", "uuid", required)
    .addColumn("by_uid", "bigint", required)
    .addColumn("session_id", "uuid")
    .addColumn("kind", "text", required)
    .addColumn("edit", "text", required)
    .addColumn("before", "text", required)
    .addColumn("undoes", "bigint")
    .addColumn(...text("digest"))
    .addColumn("at", "timestamptz", now)
    .addPrimaryKeyConstraint("diagram_edit_pk", ["owner_uid", "diagram_id", "seq"])
    .addUniqueConstraint("diagram_edit_operation", ["owner_uid", "diagram_id", "operation_id"])
    .addForeignKeyConstraint(
      "diagram_edit_diagram",
      ["owner_uid", "diagram_id"],
      "diagram",
      ["owner_uid", "id"],
      cascade,
    )
    .execute();
  await db.schema
    .createTable("diagram_snapshot")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("diagram_id", "uuid", required)
    .addColumn("seq", "bigint", required)
    .addColumn("cells", "text", required)
    .addPrimaryKeyConstraint("diagram_snapshot_pk", ["owner_uid", "diagram_id"])
    .addForeignKeyConstraint(
      "diagram_snapshot_diagram",
      ["owner_uid", "diagram_id"],
      "diagram",
      ["owner_uid", "id"],
      cascade,
    )
    .execute();
}

async function sessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("diagram_session")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "uuid", required)
    .addColumn("diagram_id", "uuid", required)
    .addColumn("host_uid", "bigint", required)
    .addColumn("presenter_uid", "bigint")
    .addColumn("began_at", "timestamptz", now)
    .addColumn("touched_at", "timestamptz", now)
    .addColumn("host_lost_at", "timestamptz")
    .addPrimaryKeyConstraint("diagram_session_pk", ["owner_uid", "id"])
    .addUniqueConstraint("diagram_session_diagram", ["owner_uid", "diagram_id"])
    .addForeignKeyConstraint("diagram_session_of", ["owner_uid", "diagram_id"], "diagram", ["owner_uid", "id"], cascade)
    .execute();
  await db.schema
    .createTable("diagram_session_removed")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("session_id", "uuid", required)
    .addColumn("uid", "bigint", required)
    .addPrimaryKeyConstraint("diagram_session_removed_pk", ["owner_uid", "session_id", "uid"])
    .addForeignKeyConstraint(
      "diagram_session_removed_session",
      ["owner_uid", "session_id"],
      "diagram_session",
      ["owner_uid", "id"],
      cascade,
    )
    .execute();
  await db.schema
    .createTable("diagram_participant")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("session_id", "uuid", required)
    .addColumn("socket", "uuid", required)
    .addColumn("uid", "bigint", required)
    .addColumn("node", "uuid", required)
    .addColumn("may_edit", "boolean", required)
    .addColumn("joined_at", "timestamptz", now)
    .addColumn("last_activity", "timestamptz", now)
    .addColumn("seen_at", "timestamptz", now)
    .addPrimaryKeyConstraint("diagram_participant_pk", ["owner_uid", "session_id", "socket"])
    .addForeignKeyConstraint(
      "diagram_participant_session",
      ["owner_uid", "session_id"],
      "diagram_session",
      ["owner_uid", "id"],
      cascade,
    )
    .execute();
  // Only a ticket's hash is kept. `key_*` is the sign-in or token it was made with: when that ends, so does the socket.
  await db.schema
    .createTable("diagram_ticket")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("hash", "text", required)
    .addColumn("diagram_id", "uuid", required)
    .addColumn("session_id", "uuid", required)
    .addColumn("uid", "bigint", required)
    .addColumn("key_kind", "text", required)
    .addColumn("key_id", "bigint", required)
    .addColumn("expires_at", "timestamptz", required)
    .addPrimaryKeyConstraint("diagram_ticket_pk", ["owner_uid", "hash"])
    .addForeignKeyConstraint(
      "diagram_ticket_session",
      ["owner_uid", "session_id"],
      "diagram_session",
      ["owner_uid", "id"],
      cascade,
    )
    .execute();
  await db.schema
    .createIndex("diagram_ticket_of_session")
    .on("diagram_ticket")
    .columns(["owner_uid", "session_id"])
    .execute();
}
