import type { ColumnDefinitionBuilder, Kysely } from "kysely";

type Column = ColumnDefinitionBuilder;
const empty = (c: Column) => c.notNull().defaultTo("");

/** What a review is about and who ended it; of a line whose membership it is, through which team, until when, and what became of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("review").addColumn("scope", "jsonb").addColumn("ended_by", "bigint").execute();
  await db.schema
    .alterTable("review_line")
    .addColumn("uid", "bigint")
    .addColumn("state", "text", (c) => c.notNull().defaultTo("ACTIVE"))
    .addColumn("team", "text")
    .addColumn("ends_at", "timestamptz")
    .addColumn("outcome", "text", empty)
    .execute();
}
