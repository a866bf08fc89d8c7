import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { connect, disconnect } from "../../db/client";

/**
 * Gives a test file a database of its own, migrated and empty, and connects `db()` to it. Written as
 * `beforeAll(freshDatabase)`: the function it returns runs after the file's last test, disconnects, and drops the database.
 */
export const freshDatabase = () => databaseFrom("confer");

/** The same, but without a table in it. */
export const bareDatabase = () => databaseFrom("template0");

async function databaseFrom(template: string): Promise<() => Promise<void>> {
  const superuser = inject("superuser");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asSuperuser(`create database ${name} template ${template} owner confer`);
  connect({ ...superuser, user: "confer", database: name });
  return async () => {
    await disconnect();
    await asSuperuser(`drop database if exists ${name} with (force)`);
  };
}

const asSuperuser = (statement: string) => withSuperuser((client) => client.query(statement));

/** `database`: which of the server's; its own when left out. */
export async function withSuperuser(work: (client: pg.Client) => Promise<unknown>, database?: string): Promise<void> {
  const client = new pg.Client({ ...inject("superuser"), ...(database ? { database } : {}) });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
