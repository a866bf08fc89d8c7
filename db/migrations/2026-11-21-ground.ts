import { type ColumnDefinitionBuilder, type Kysely, sql } from "kysely";

type Column = ColumnDefinitionBuilder;
const required = (c: Column) => c.notNull();
const now = (c: Column) => c.notNull().defaultTo(sql`now()`);
const text = (name: string) => [name, "text", (c: Column) => c.notNull().defaultTo("")] as const;

/** The ground: people, what they share, and with whom. Rules R1-R16 hold from here on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Fetched in blocks of fifty (db/ids.ts); 1-999 is left to what the catalogue numbers itself.
  await sql`create sequence confer_id as bigint start 1000 increment 50`.execute(db);

  await db.schema
    .createTable("directory_email")
    .addColumn("email", "text", (c) => c.primaryKey())
    .addColumn("owner_uid", "bigint", required)
    .execute();
  await db.schema
    .createTable("directory_identity")
    .addColumn("provider", "text", required)
    .addColumn("subject", "text", required)
    .addColumn("owner_uid", "bigint", required)
    .addPrimaryKeyConstraint("directory_identity_pk", ["provider", "subject"])
    .execute();
  await db.schema
    .createTable("directory_key")
    .addColumn("hash", "text", (c) => c.primaryKey())
    .addColumn("kind", "text", required)
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "bigint", required)
    .execute();
  await db.schema.createIndex("directory_key_owner").on("directory_key").columns(["owner_uid", "kind", "id"]).execute();
  await db.schema
    .createTable("directory_invitation")
    .addColumn("hash", "text", (c) => c.primaryKey())
    .addColumn("owner_uid", "bigint", required)
    .addColumn("member_id", "bigint", required)
    .execute();
  await db.schema
    .createIndex("directory_invitation_member")
    .on("directory_invitation")
    .columns(["owner_uid", "member_id"])
    .execute();
  await db.schema
    .createTable("directory_membership")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("member_id", "bigint", required)
    .addColumn("email", "text", required)
    .addColumn("member_uid", "bigint")
    .addPrimaryKeyConstraint("directory_membership_pk", ["owner_uid", "member_id"])
    .execute();
  await db.schema.createIndex("directory_membership_email").on("directory_membership").column("email").execute();
  await db.schema.createIndex("directory_membership_uid").on("directory_membership").column("member_uid").execute();
  await db.schema
    .createTable("directory_environment")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("owner_uid", "bigint", required)
    .addColumn("appid", "text", required)
    .execute();
  await db.schema
    .createTable("counter")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("started_at", "timestamptz", required)
    .addColumn("n", "integer", required)
    .execute();

  await db.schema
    .createTable("account")
    .addColumn("owner_uid", "bigint", (c) => c.primaryKey())
    .addColumn("email", "text", required)
    .addColumn("email_shown", "text", required)
    .addColumn(...text("name"))
    .addColumn("password_hash", "text")
    .addColumn("totp_secret", "text")
    .addColumn("totp_step", "bigint")
    .addColumn("status", "text", (c) => c.notNull().defaultTo("ACTIVE"))
    .addColumn("lang", "text", (c) => c.notNull().defaultTo("en"))
    .addColumn("verified_at", "timestamptz")
    .addColumn("version", "bigint", (c) => c.notNull().defaultTo(1))
    .addColumn("created_at", "timestamptz", now)
    .execute();

  await db.schema
    .createTable("sign_in")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "bigint", required)
    .addColumn("hash", "text", required)
    .addColumn("door", "text", required)
    .addColumn(...text("ip"))
    .addColumn(...text("user_agent"))
    .addColumn("created_at", "timestamptz", now)
    .addColumn("last_seen_at", "timestamptz", now)
    .addColumn("confirmed_at", "timestamptz", now)
    .addColumn("expires_at", "timestamptz", required)
    .addColumn("ends_at", "timestamptz", required)
    .addPrimaryKeyConstraint("sign_in_pk", ["owner_uid", "id"])
    .addForeignKeyConstraint("sign_in_account", ["owner_uid"], "account", ["owner_uid"], (c) => c.onDelete("cascade"))
    .execute();

  await db.schema
    .createTable("token")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "bigint", required)
    .addColumn("hash", "text", required)
    .addColumn("last4", "text", required)
    .addColumn(...text("description"))
    .addColumn("template", "text")
    .addColumn("methods", sql`text[]`, required)
    .addColumn("resources", sql`text[]`)
    .addColumn("created_at", "timestamptz", now)
    .addColumn("last_used_at", "timestamptz")
    .addColumn("expires_at", "timestamptz", required)
    .addPrimaryKeyConstraint("token_pk", ["owner_uid", "id"])
    .addForeignKeyConstraint("token_account", ["owner_uid"], "account", ["owner_uid"], (c) => c.onDelete("cascade"))
    .execute();

  await db.schema
    .createTable("collaboration")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "bigint", required)
    .addColumn("type", "text", required)
    .addColumn(...text("display_name"))
    .addColumn(...text("external_id"))
    .addColumn("created_at", "timestamptz", now)
    .addPrimaryKeyConstraint("collaboration_pk", ["owner_uid", "id"])
    .addForeignKeyConstraint("collaboration_account", ["owner_uid"], "account", ["owner_uid"], (c) =>
      c.onDelete("cascade"),
    )
    .execute();

  await db.schema
    .createTable("member")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "bigint", required)
    .addColumn("collaboration_id", "bigint", required)
    .addColumn("type", "text", required)
    .addColumn("email", "text", required)
    .addColumn("email_shown", "text", required)
    .addColumn("member_uid", "bigint")
    .addColumn("status", "text", required)
    .addColumn("signed_by", "text", required)
    .addColumn(...text("display_name"))
    .addColumn(...text("owner_label"))
    .addColumn("status_at", "timestamptz", now)
    .addColumn("sent_at", "timestamptz")
    .addColumn("secret_hash", "text")
    .addColumn("secret_expires_at", "timestamptz")
    .addColumn("created_at", "timestamptz", now)
    .addPrimaryKeyConstraint("member_pk", ["owner_uid", "id"])
    .addUniqueConstraint("member_email", ["owner_uid", "collaboration_id", "email"])
    .addForeignKeyConstraint(
      "member_collaboration",
      ["owner_uid", "collaboration_id"],
      "collaboration",
      ["owner_uid", "id"],
      (c) => c.onDelete("cascade"),
    )
    .execute();
  // One pair per owner and address, however many invitations race (vap.md A.2).
  await db.schema
    .createIndex("member_pair")
    .unique()
    .on("member")
    .columns(["owner_uid", "email"])
    .where(sql.ref("type"), "=", sql.lit("ACCOUNT"))
    .execute();
  await db.schema.createIndex("member_uid").on("member").columns(["owner_uid", "member_uid"]).execute();

  await db.schema
    .createTable("role")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "bigint", required)
    .addColumn("name", "text", required)
    .addColumn("name_key", "text", required)
    .addColumn(...text("description"))
    .addColumn("type", "text", required)
    .addColumn("receive_notification", "boolean", (c) => c.notNull().defaultTo(false))
    .addPrimaryKeyConstraint("role_pk", ["owner_uid", "id"])
    .addUniqueConstraint("role_name", ["owner_uid", "name_key"])
    .addForeignKeyConstraint("role_account", ["owner_uid"], "account", ["owner_uid"], (c) => c.onDelete("cascade"))
    .execute();

  await db.schema
    .createTable("policy")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "bigint", required)
    .addColumn("name", "text", required)
    .addColumn("name_key", "text", required)
    .addColumn(...text("description"))
    .addColumn("type", "text", required)
    .addColumn("behavior", "text", required)
    .addColumn("methods", sql`text[]`, required)
    .addPrimaryKeyConstraint("policy_pk", ["owner_uid", "id"])
    .addUniqueConstraint("policy_name", ["owner_uid", "name_key"])
    .addForeignKeyConstraint("policy_account", ["owner_uid"], "account", ["owner_uid"], (c) => c.onDelete("cascade"))
    .execute();

  // A policy id below 1000 is a system policy of the catalogue, which has no row: hence no foreign key to policy.
  await db.schema
    .createTable("role_policy")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("role_id", "bigint", required)
    .addColumn("policy_id", "bigint", required)
    .addPrimaryKeyConstraint("role_policy_pk", ["owner_uid", "role_id", "policy_id"])
    .addForeignKeyConstraint("role_policy_role", ["owner_uid", "role_id"], "role", ["owner_uid", "id"], (c) =>
      c.onDelete("cascade"),
    )
    .execute();
  await db.schema.createIndex("role_policy_policy").on("role_policy").columns(["owner_uid", "policy_id"]).execute();

  await db.schema
    .createTable("share")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "bigint", required)
    .addColumn("collaboration_id", "bigint", required)
    .addColumn("type", "text", required)
    .addColumn("resource_id", "text", required)
    .addColumn(...text("metadata"))
    .addPrimaryKeyConstraint("share_pk", ["owner_uid", "id"])
    .addUniqueConstraint("share_resource", ["owner_uid", "collaboration_id", "type", "resource_id"])
    .addForeignKeyConstraint(
      "share_collaboration",
      ["owner_uid", "collaboration_id"],
      "collaboration",
      ["owner_uid", "id"],
      (c) => c.onDelete("cascade"),
    )
    .execute();
  await db.schema.createIndex("share_by_resource").on("share").columns(["owner_uid", "type", "resource_id"]).execute();

  await db.schema
    .createTable("share_role")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("share_id", "bigint", required)
    .addColumn("role_id", "bigint", required)
    .addPrimaryKeyConstraint("share_role_pk", ["owner_uid", "share_id", "role_id"])
    .addForeignKeyConstraint("share_role_share", ["owner_uid", "share_id"], "share", ["owner_uid", "id"], (c) =>
      c.onDelete("cascade"),
    )
    .addForeignKeyConstraint("share_role_role", ["owner_uid", "role_id"], "role", ["owner_uid", "id"])
    .execute();
  await db.schema.createIndex("share_role_by_role").on("share_role").columns(["owner_uid", "role_id"]).execute();

  await db.schema
    .createTable("environment")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("appid", "text", required)
    .addColumn("name", "text", required)
    .addColumn(...text("display_name"))
    .addColumn("status", "integer", (c) => c.notNull().defaultTo(1))
    .addColumn(...text("host_group"))
    .addColumn("creator_uid", "bigint", required)
    .addColumn("created_at", "timestamptz", now)
    .addPrimaryKeyConstraint("environment_pk", ["owner_uid", "appid"])
    .addUniqueConstraint("environment_name", ["owner_uid", "name"])
    .addForeignKeyConstraint("environment_account", ["owner_uid"], "account", ["owner_uid"], (c) =>
      c.onDelete("cascade"),
    )
    .execute();

  await db.schema
    .createTable("environment_group")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("path", "text", required)
    .addColumn(...text("color"))
    .addColumn(...text("icon"))
    .addColumn("is_isolated", "boolean", (c) => c.notNull().defaultTo(false))
    .addPrimaryKeyConstraint("environment_group_pk", ["owner_uid", "path"])
    .addForeignKeyConstraint("environment_group_account", ["owner_uid"], "account", ["owner_uid"], (c) =>
      c.onDelete("cascade"),
    )
    .execute();

  await db.schema
    .createTable("environment_in_group")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("path", "text", required)
    .addColumn("appid", "text", required)
    .addPrimaryKeyConstraint("environment_in_group_pk", ["owner_uid", "path", "appid"])
    .addForeignKeyConstraint(
      "environment_in_group_group",
      ["owner_uid", "path"],
      "environment_group",
      ["owner_uid", "path"],
      (c) => c.onDelete("cascade"),
    )
    .addForeignKeyConstraint(
      "environment_in_group_environment",
      ["owner_uid", "appid"],
      "environment",
      ["owner_uid", "appid"],
      (c) => c.onDelete("cascade"),
    )
    .execute();
  await db.schema
    .createIndex("environment_in_group_appid")
    .on("environment_in_group")
    .columns(["owner_uid", "appid"])
    .execute();

  await db.schema
    .createTable("journal")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("version", "bigint", required)
    .addColumn("n", "integer", required)
    .addColumn("at", "timestamptz", now)
    .addColumn("actor_uid", "bigint", required)
    .addColumn("door", "text", required)
    .addColumn("token_id", "bigint")
    .addColumn("method", "text", required)
    .addColumn("target", "text", required)
    .addColumn("target_id", "text", required)
    .addColumn("before", "jsonb")
    .addColumn("after", "jsonb")
    .addPrimaryKeyConstraint("journal_pk", ["owner_uid", "version", "n"])
    .execute();

  await db.schema
    .createTable("mail")
    .addColumn("owner_uid", "bigint", required)
    .addColumn("id", "uuid", required)
    .addColumn("kind", "text", required)
    .addColumn("to_email", "text", required)
    .addColumn("subject", "text", required)
    .addColumn("html", "text", required)
    .addColumn("text", "text", required)
    .addColumn("created_at", "timestamptz", now)
    .addColumn("sent_at", "timestamptz")
    .addColumn("tries", "integer", (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint("mail_pk", ["owner_uid", "id"])
    .execute();
  await db.schema.createIndex("mail_created").on("mail").columns(["owner_uid", "created_at"]).execute();
}
