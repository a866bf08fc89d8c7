import { sql } from "kysely";
import type { ResourceType } from "../lib/domain/resource";
import type { Db } from "./client";
import type { EnvironmentRow, GroupRow } from "./schema";

/** An environment with the full paths of the groups it hangs in, sorted. */
export type Environment = EnvironmentRow & { groups: string[] };
/** A group with the appids of the environments that hang in it, sorted. */
export type Group = GroupRow & { appids: string[] };

/** Where an environment is: whose, and which. */
export type EnvironmentPointer = { owner: number; appid: string };

/** An insert names a few columns a row, and the driver takes 65,535 values a statement. */
const ROWS_AT_ONCE = 5_000;

const among = (values: readonly string[]) => sql<string>`any(${values})`;

/**
 * Whose environment this is, by appid, name or short domain in any letter case; null for none. The pointer first, then the
 * row it points to, read again (R5).
 */
export async function findEnvironmentOwner(at: Db, key: string): Promise<EnvironmentPointer | null> {
  const canonical = environmentKey(key);
  const pointers = await at
    .selectFrom("directory_environment")
    .select(["owner_uid", "appid"])
    .where("key", "in", keysOf(canonical, canonical))
    .execute();
  for (const { owner_uid, appid } of pointers) {
    const found = await findEnvironmentRow(at, owner_uid, appid);
    if (found?.appid === canonical || found?.name === canonical) return { owner: owner_uid, appid };
  }
  return null;
}

/** The appid of this owner's environment called so, by appid or name in any letter case; null for none. */
export async function normalizeEnvironment(at: Db, owner: number, text: string): Promise<string | null> {
  const canonical = environmentKey(text);
  const row = await at
    .selectFrom("environment")
    .select("appid")
    .where("owner_uid", "=", owner)
    .where((eb) => eb.or([eb("appid", "=", canonical), eb("name", "=", canonical)]))
    .executeTakeFirst();
  return row?.appid ?? null;
}

/** All of an owner's environments, by name. */
export async function environmentsOf(at: Db, owner: number): Promise<Environment[]> {
  const rows = await at.selectFrom("environment").selectAll().where("owner_uid", "=", owner).orderBy("name").execute();
  const links = await at
    .selectFrom("environment_in_group")
    .select(["path", "appid"])
    .where("owner_uid", "=", owner)
    .orderBy("path")
    .execute();
  const byAppid = listsOf(links, (link) => [link.appid, link.path]);
  return rows.map((row) => ({ ...row, groups: byAppid.get(row.appid) ?? [] }));
}

export async function findEnvironment(at: Db, owner: number, appid: string): Promise<Environment | undefined> {
  const row = await findEnvironmentRow(at, owner, appid);
  if (!row) return undefined;
  const links = await at
    .selectFrom("environment_in_group")
    .select("path")
    .where("owner_uid", "=", owner)
    .where("appid", "=", appid)
    .orderBy("path")
    .execute();
  return { ...row, groups: links.map((link) => link.path) };
}

async function findEnvironmentRow(at: Db, owner: number, appid: string): Promise<EnvironmentRow | undefined> {
  return at
    .selectFrom("environment")
    .selectAll()
    .where("owner_uid", "=", owner)
    .where("appid", "=", appid)
    .executeTakeFirst();
}

export async function countEnvironments(at: Db, owner: number): Promise<number> {
  const row = await at
    .selectFrom("environment")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("owner_uid", "=", owner)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Says whether the environment was new: a name taken by anybody leaves everything as it was (names are unique everywhere). */
export async function addEnvironment(at: Db, row: Omit<EnvironmentRow, "status" | "created_at">): Promise<boolean> {
  const keys = keysOf(row.appid, row.name);
  for (const key of keys) {
    const added = await at
      .insertInto("directory_environment")
      .values({ key, owner_uid: row.owner_uid, appid: row.appid })
      .onConflict((c) => c.column("key").doNothing())
      .returning("key")
      .executeTakeFirst();
    if (!added) return false;
  }
  await at.insertInto("environment").values(row).execute();
  return true;
}

export async function saveEnvironment(
  at: Db,
  owner: number,
  appid: string,
  change: Partial<Pick<EnvironmentRow, "display_name" | "status">>,
): Promise<void> {
  await at.updateTable("environment").set(change).where("owner_uid", "=", owner).where("appid", "=", appid).execute();
}

/** The environment, its places in groups and its pointers go; its shares are the caller's to remove. */
export async function removeEnvironment(at: Db, owner: number, environment: EnvironmentRow): Promise<void> {
  await at.deleteFrom("environment").where("owner_uid", "=", owner).where("appid", "=", environment.appid).execute();
  await at
    .deleteFrom("directory_environment")
    .where("key", "in", keysOf(environment.appid, environment.name))
    .where("owner_uid", "=", owner)
    .execute();
}

/** All of an owner's groups, by path. */
export async function groupsOf(at: Db, owner: number): Promise<Group[]> {
  const rows = await at.selectFrom("environment_group").selectAll().where("owner_uid", "=", owner).execute();
  const links = await at
    .selectFrom("environment_in_group")
    .select(["path", "appid"])
    .where("owner_uid", "=", owner)
    .orderBy("appid")
    .execute();
  const byPath = listsOf(links, (link) => [link.path, link.appid]);
  return rows.map((row) => ({ ...row, appids: byPath.get(row.path) ?? [] })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

export async function groupExists(at: Db, owner: number, path: string): Promise<boolean> {
  return (await existingGroups(at, owner, [path])).length > 0;
}

/** Those of these paths that are the owner's groups. */
export async function existingGroups(at: Db, owner: number, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  const rows = await at
    .selectFrom("environment_group")
    .select("path")
    .where("owner_uid", "=", owner)
    .where("path", "=", among(paths))
    .execute();
  return rows.map((row) => row.path);
}

/** All paths of the owner's groups, without what hangs in them. */
export async function groupPaths(at: Db, owner: number): Promise<string[]> {
  const rows = await at.selectFrom("environment_group").select("path").where("owner_uid", "=", owner).execute();
  return rows.map((row) => row.path);
}

export async function findGroup(at: Db, owner: number, path: string): Promise<GroupRow | undefined> {
  return at
    .selectFrom("environment_group")
    .selectAll()
    .where("owner_uid", "=", owner)
    .where("path", "=", path)
    .executeTakeFirst();
}

/** Says whether the group was new. Its parents are the caller's to add. */
export async function addGroup(at: Db, row: Omit<GroupRow, "is_isolated">): Promise<boolean> {
  const added = await at
    .insertInto("environment_group")
    .values(row)
    .onConflict((c) => c.columns(["owner_uid", "path"]).doNothing())
    .returning("path")
    .executeTakeFirst();
  return added !== undefined;
}

export async function saveGroup(
  at: Db,
  owner: number,
  path: string,
  change: Partial<Pick<GroupRow, "color" | "icon">>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await at
    .updateTable("environment_group")
    .set(change)
    .where("owner_uid", "=", owner)
    .where("path", "=", path)
    .execute();
}

/**
 * Gives groups other paths; what hangs in them and whoever they are shared with follow. `moves` is keyed by the old path and
 * names a whole subtree; no new path may be taken. Paths are keys, so the rows are written anew and the old ones go.
 */
export async function moveGroup(at: Db, owner: number, moves: ReadonlyMap<string, string>): Promise<void> {
  const from = [...moves.keys()];
  const groups = await at
    .selectFrom("environment_group")
    .selectAll()
    .where("owner_uid", "=", owner)
    .where("path", "=", among(from))
    .execute();
  const links = await at
    .selectFrom("environment_in_group")
    .selectAll()
    .where("owner_uid", "=", owner)
    .where("path", "=", among(from))
    .execute();
  for (const rows of chunks(groups)) {
    const moved = rows.map((row) => ({ ...row, path: moves.get(row.path)! }));
    await at.insertInto("environment_group").values(moved).execute();
  }
  for (const rows of chunks(links)) {
    const moved = rows.map((row) => ({ ...row, path: moves.get(row.path)! }));
    await at.insertInto("environment_in_group").values(moved).execute();
  }
  await removeGroup(at, owner, from);
  const shared = await at
    .selectFrom("share")
    .select("resource_id")
    .distinct()
    .where("owner_uid", "=", owner)
    .where("type", "=", "ENV_GROUP")
    .where("resource_id", "=", among(from))
    .execute();
  for (const { resource_id } of shared) {
    await at
      .updateTable("share")
      .set({ resource_id: moves.get(resource_id)! })
      .where("owner_uid", "=", owner)
      .where("type", "=", "ENV_GROUP")
      .where("resource_id", "=", resource_id)
      .execute();
  }
}

/** These groups go; the environments in them stay, and their shares are the caller's to remove. */
export async function removeGroup(at: Db, owner: number, paths: readonly string[]): Promise<void> {
  await at.deleteFrom("environment_group").where("owner_uid", "=", owner).where("path", "=", among(paths)).execute();
}

/** Says whether the environment was not in the group already. */
export async function attach(at: Db, owner: number, path: string, appid: string): Promise<boolean> {
  const added = await at
    .insertInto("environment_in_group")
    .values({ owner_uid: owner, path, appid })
    .onConflict((c) => c.columns(["owner_uid", "path", "appid"]).doNothing())
    .returning("path")
    .executeTakeFirst();
  return added !== undefined;
}

/** Says whether the environment was in the group. */
export async function detach(at: Db, owner: number, path: string, appid: string): Promise<boolean> {
  const { numDeletedRows } = await at
    .deleteFrom("environment_in_group")
    .where("owner_uid", "=", owner)
    .where("path", "=", path)
    .where("appid", "=", appid)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** What of this owner's is shared with anybody, as `TYPE:id`. */
export async function sharedKeys(at: Db, owner: number): Promise<Set<string>> {
  const types: ResourceType[] = ["ENV", "ENV_GROUP"];
  const rows = await at
    .selectFrom("share")
    .select(["type", "resource_id"])
    .distinct()
    .where("owner_uid", "=", owner)
    .where("type", "in", types)
    .execute();
  return new Set(rows.map((row) => `${row.type}:${row.resource_id}`));
}

/** The form in which environments are looked up: by appid or name in any letter case. */
export const environmentKey = (key: string) => key.trim().toLowerCase();
/** Under which keys the directory knows an environment. */
const keysOf = (appid: string, name: string) => [`appid:${appid}`, `name:${name}`];

function listsOf<T>(rows: readonly T[], pair: (row: T) => [string, string]): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const row of rows) {
    const [key, value] = pair(row);
    const list = lists.get(key);
    if (list) list.push(value);
    else lists.set(key, [value]);
  }
  return lists;
}

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) yield rows.slice(at, at + ROWS_AT_ONCE);
}
