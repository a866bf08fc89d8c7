import type { Kysely } from "kysely";

/**
 * The version at which an owner's keys (sign-ins, tokens, the account itself) and book (roles, policies) last changed. Most
 * changes touch neither, so what is remembered of them outlives most versions.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("account")
    .addColumn("keys_version", "bigint", (c) => c.notNull().defaultTo(0))
    .addColumn("book_version", "bigint", (c) => c.notNull().defaultTo(0))
    .execute();
}
