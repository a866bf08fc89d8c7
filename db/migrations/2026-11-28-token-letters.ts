import { type Kysely, sql } from "kysely";

/** How much of a token's end was told to its owner. What has ended before is not told any more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("token")
    .addColumn("ends_told", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await sql`update token set ends_told = 3 where expires_at <= now()`.execute(db);
  await sql`
    insert into directory_end (owner_uid, due_at)
    select owner_uid, min(expires_at) - interval '7 days' from token where ends_told < 3 group by owner_uid
    on conflict (owner_uid) do update set due_at = least(directory_end.due_at, excluded.due_at)`.execute(db);
}
