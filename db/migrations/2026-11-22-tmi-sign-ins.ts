import { type Kysely, sql } from "kysely";

/** What a program hands in for an access token: the code of an authorization, and the refresh token that follows each access token. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("exchange")
    .addColumn("owner_uid", "bigint", (c) => c.notNull())
    .addColumn("hash", "text", (c) => c.notNull())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("sign_in_id", "bigint")
    .addColumn("callback", "text", (c) => c.notNull().defaultTo(""))
    .addColumn("challenge", "text", (c) => c.notNull().defaultTo(""))
    .addColumn("made_at", "timestamptz", (c) => c.notNull().defaultTo(sql`now()`))
    .addColumn("expires_at", "timestamptz", (c) => c.notNull())
    .addColumn("spent_at", "timestamptz")
    .addPrimaryKeyConstraint("exchange_pk", ["owner_uid", "hash"])
    .addForeignKeyConstraint("exchange_account", ["owner_uid"], "account", ["owner_uid"], (c) => c.onDelete("cascade"))
    .execute();

  // Until when a refresh token brings a program's sign-in back.
  await db.schema.alterTable("sign_in").addColumn("returns_until", "timestamptz").execute();

  // What a TMI client keeps for its person, keyed by the client's name.
  await db.schema
    .alterTable("preference")
    .addColumn("clients", "jsonb", (c) => c.notNull().defaultTo("{}"))
    .execute();
}
