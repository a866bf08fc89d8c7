import { type ColumnDefinitionBuilder, type ForeignKeyConstraintBuilder, type Kysely, sql } from "kysely";

type Column = ColumnDefinitionBuilder;
const required = (c: Column) => c.notNull();
const now = (c: Column) => c.notNull().defaultTo(sql`now()`);
const cascade = (c: ForeignKeyConstraintBuilder) => c.onDelete("cascade");

/** Threats to the elements of diagrams, suggestions nobody wants to hear of again, an owner's own rules, and what files said beyond our words. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("threat")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "uuid", required)
    .addColumn("threat_model_id", "uuid", required)
    .addColumn("diagram_id", "uuid", required)
    .addColumn("cell", "uuid", required)
    .addColumn("number", "integer", required)
    .addColumn("rule", "text")
    .addColumn("category", "text", required)
    .addColumn("title", "text", required)
    .addColumn("description", "text", required)
    .addColumn("mitigation", "text", required)
    .addColumn("severity", "text", required)
    .addColumn("status", "text", required)
    .addColumn("facts", "jsonb", required)
    .addColumn("aside", "jsonb")
    .addColumn("created_by", "bigint", required)
    .addColumn("created_at", "timestamptz", now)
    .addColumn("modified_at", "timestamptz", now)
    .addColumn("version", "bigint", (c) => c.notNull().defaultTo(1))
    .addPrimaryKeyConstraint("threat_pk", ["owner_uid", "id"])
    // However often a rule is run, and by however many at once, it makes one threat of an element.
    .addUniqueConstraint("threat_rule_of_cell", ["owner_uid", "diagram_id", "cell", "rule"])
    .addForeignKeyConstraint("threat_diagram", ["owner_uid", "diagram_id"], "diagram", ["owner_uid", "id"], cascade)
    .execute();
  await db.schema.createIndex("threat_of_model").on("threat").columns(["owner_uid", "threat_model_id"]).execute();

  // `place` says how far it reaches: `here <diagram> <cell>`, `kind <model> <kind>`, `always`.
  await db.schema
    .createTable("threat_dismissal")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("rule", "text", required)
    .addColumn("place", "text", required)
    .addColumn("threat_model_id", "uuid")
    .addColumn("by_uid", "bigint", required)
    .addColumn("at", "timestamptz", now)
    .addPrimaryKeyConstraint("threat_dismissal_pk", ["owner_uid", "rule", "place"])
    .addForeignKeyConstraint(
      "threat_dismissal_model",
      ["owner_uid", "threat_model_id"],
      "threat_model",
      ["owner_uid", "id"],
      cascade,
    )
    .execute();
  await db.schema
    .createIndex("threat_dismissal_of_model")
    .on("threat_dismissal")
    .columns(["owner_uid", "threat_model_id"])
    .execute();

  await db.schema
    .createTable("threat_rule")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "text", required)
    .addColumn("rule", "jsonb", required)
    .addColumn("by_uid", "bigint", required)
    .addColumn("at", "timestamptz", now)
    .addPrimaryKeyConstraint("threat_rule_pk", ["owner_uid", "id"])
    .addForeignKeyConstraint("threat_rule_account", ["owner_uid"], "account", ["owner_uid"], cascade)
    .execute();

  // `of`: the model itself, or one of its diagrams.
  await db.schema
    .createTable("file_aside")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("threat_model_id", "uuid", required)
    .addColumn("of", "uuid", required)
    .addColumn("content", "text", required)
    .addPrimaryKeyConstraint("file_aside_pk", ["owner_uid", "threat_model_id", "of"])
    .addForeignKeyConstraint(
      "file_aside_model",
      ["owner_uid", "threat_model_id"],
      "threat_model",
      ["owner_uid", "id"],
      cascade,
    )
    .execute();
}
