import type { Kysely } from "kysely";

/** Refused operations are kept beside the log, under numbers below zero, so that each has one answer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("diagram_head")
    .addColumn("refused", "bigint", (c) => c.notNull().defaultTo(0))
    .execute();
}
