import { randomBytes } from "node:crypto";
import pg from "pg";

/** A migrated, empty database for the nodes of one file, on the server of the run. */
export async function ownDatabase(superuser: pg.ClientConfig) {
  const name = `rooms_${randomBytes(6).toString("hex")}`;
  await statement(superuser, `create database ${name} template confer owner confer`);
  return {
    connection: { ...superuser, user: "confer", database: name } as pg.ClientConfig,
    drop: () => statement(superuser, `drop database if exists ${name} with (force)`),
  };
}

async function statement(superuser: pg.ClientConfig, text: string): Promise<void> {
  const client = new pg.Client(superuser);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
