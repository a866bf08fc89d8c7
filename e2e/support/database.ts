import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { connect, disconnect } from "../../db/client";

/**
 * Gives a test file a database of its own, migrated and empty, and connects `db()` to it. Written as
 * `beforeAll(freshDatabase)`: the function it returns runs after the file's last test, disconnects, and drops the database.
 */
export async function freshDatabase(): Promise<() => Promise<void>> {
  const superuser = inject("superuser");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asSuperuser(`create database ${name} template confer owner confer`);
  connect({ ...superuser, user: "confer", database: name });
  return async () => {
    await disconnect();
    await asSuperuser(`drop database if exists ${name} with (force)`);
  };
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client(inject("superuser"));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
