import { type Kysely, sql } from "kysely";

/** From where a token was last used; what became of an invitation, for whoever still holds its link; whose a provider's identity is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("token")
    .addColumn("last_ip", "text", (c) => c.notNull().defaultTo(""))
    .execute();

  await db.schema
    .createTable("directory_closed_invitation")
    .addColumn("hash", "text", (c) => c.primaryKey())
    .addColumn("owner_uid", "bigint", (c) => c.notNull())
    .addColumn("email", "text", (c) => c.notNull())
    .addColumn("why", "text", (c) => c.notNull())
    .addColumn("closed_at", "timestamptz", (c) => c.notNull().defaultTo(sql`now()`))
    .execute();
  await db.schema
    .createIndex("directory_closed_invitation_owner")
    .on("directory_closed_invitation")
    .columns(["owner_uid", "closed_at"])
    .execute();

  await db.schema.createIndex("directory_identity_owner").on("directory_identity").column("owner_uid").execute();
}
