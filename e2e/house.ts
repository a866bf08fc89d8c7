import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { test as base } from "@playwright/test";
import pg from "pg";
import { type Ground, portOf, theGround } from "./ground";

const START_WITHIN = 60_000;

/** A Confer that runs for the walks of one file, on a database of its own that begins as the demo does. */
export class House {
  readonly #ground: Ground = theGround();
  readonly #seat: number;
  #file = "";
  #files = 0;
  #process: ChildProcess | null = null;

  constructor(seat: number) {
    this.#seat = seat;
  }

  get port(): number {
    return portOf(this.#seat);
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Where its database is, for whoever reads or changes it behind its back. */
  get connection(): pg.ClientConfig {
    return { ...this.#ground.superuser, user: "confer", database: this.#database };
  }

  /** What a second house on the same database is started with. */
  get environment(): Record<string, string> {
    const { host, port, password } = this.#ground.superuser;
    const secret = password ? `:${password}` : "";
    return {
      HOST: "127.0.0.1",
      DATABASE_URL: `postgres://confer${secret}@localhost:${port}/${this.#database}?host=${encodeURIComponent(host)}`,
      CONFER_DEMO: "1",
      CONFER_RATE_LIMIT: "off",
      CONFER_SECRET: this.#ground.secret,
    };
  }

  get #database(): string {
    return `walk_${this.#seat}_${this.#files}`;
  }

  /** Opens it afresh for a file it was not open for. */
  async openFor(file: string): Promise<void> {
    if (file === this.#file) return;
    await this.close();
    this.#file = file;
    this.#files += 1;
    await this.#asSuperuser(`drop database if exists ${this.#database} with (force)`);
    await this.#asSuperuser(`create database ${this.#database} template confer owner confer`);
    this.#process = await startServer({ ...this.environment, PORT: String(this.port) });
  }

  async close(): Promise<void> {
    if (!this.#process) return;
    await stopServer(this.#process);
    this.#process = null;
    this.#file = "";
    await this.#asSuperuser(`drop database if exists ${this.#database} with (force)`);
  }

  /** Ends it as a power cut does. */
  async crash(): Promise<void> {
    const gone = once(this.#process!, "exit");
    this.#process!.kill("SIGKILL");
    await gone;
  }

  /** The same house on the same database, after it crashed. */
  async reopen(): Promise<void> {
    this.#process = await startServer({ ...this.environment, PORT: String(this.port) });
  }

  /** One statement on its database, for what only time does. */
  async sql(text: string, values: unknown[] = []): Promise<void> {
    await statement(this.connection, text, values);
  }

  #asSuperuser(text: string): Promise<void> {
    return statement(this.#ground.superuser, text);
  }
}

/** Starts a Confer, and returns once it is ready. */
export async function startServer(environment: Record<string, string>): Promise<ChildProcess> {
  const server = spawn(process.execPath, ["--disable-proto=delete", "server.mjs"], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((ready, fail) => {
    const late = setTimeout(() => fail(new Error("The house of the walks did not start.")), START_WITHIN);
    server.once("exit", (code) => fail(new Error(`The house of the walks ended with ${code}.`)));
    server.stdout!.on("data", (text) => {
      if (!String(text).includes("Ready in")) return;
      clearTimeout(late);
      ready();
    });
  });
  return server;
}

export async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode) return;
  server.kill("SIGTERM");
  await once(server, "exit");
}

async function statement(connection: pg.ClientConfig, text: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(text, values);
  } finally {
    await client.end();
  }
}

/** Walks in a house of their file's own: what one file does, no other sees. */
export const test = base.extend<{ ownHouse: undefined }, { house: House }>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs off its first parameter.
    async ({}, use, { parallelIndex }) => {
      const house = new House(parallelIndex);
      await use(house);
      await house.close();
    },
    { scope: "worker", timeout: START_WITHIN },
  ],
  baseURL: async ({ house }, use) => use(house.address),
  ownHouse: [
    async ({ house }, use, { file }) => {
      await house.openFor(file);
      await use(undefined);
    },
    { auto: true, timeout: START_WITHIN },
  ],
});
export { expect } from "@playwright/test";
