import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import { build } from "esbuild";
import type pg from "pg";
import { type Place, rest } from "./room-client";

/** Seconds. */
const START_WITHIN = 60;
/** Started and killed often, a node must not be translated anew each time. */
async function bundle(): Promise<string> {
  const outfile = `build/room-node-${process.pid}.mjs`;
  await build({
    entryPoints: ["e2e/support/room-node.ts"],
    outfile,
    bundle: true,
    packages: "external",
    // As Next does; asking it at every call costs.
    define: { "process.env.NODE_ENV": '"production"' },
    platform: "node",
    format: "esm",
    logLevel: "warning",
    alias: { "server-only": "./e2e/support/empty.ts" },
  });
  process.once("exit", () => fs.rmSync(outfile, { force: true }));
  return outfile;
}
let bundled: Promise<string> | null = null;

/** One machine plays many people here, and some of them send rubbish by the thousand. */
const MANY = "1000000";
const UNBOUNDED = {
  CONFER_SEATS: MANY,
  CONFER_SOCKETS_OF_PERSON: MANY,
  CONFER_SOCKETS_OF_ADDRESS: MANY,
  CONFER_STRIKES: MANY,
};

const SECRET = randomBytes(32).toString("base64url");

/** One process of the house under test, that can be killed, frozen, and started again on the same port. */
export class RoomNode {
  readonly port: number;
  readonly #environment: Record<string, string>;
  readonly #flags: readonly string[];
  #process: ChildProcess | null = null;
  /** What it said where nobody should have to say anything. */
  errors = "";

  constructor(
    port: number,
    connection: pg.ClientConfig,
    environment: Record<string, string> = {},
    flags: readonly string[] = [],
  ) {
    this.port = port;
    this.#flags = flags;
    this.#environment = {
      DATABASE_URL: urlOf(connection),
      CONFER_SECRET: SECRET,
      CONFER_DEMO: "1",
      CONFER_RATE_LIMIT: "off",
      ...UNBOUNDED,
      NODE_ENV: "production",
      ...environment,
    };
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }
  get pid(): number {
    return this.#process!.pid!;
  }
  get isRunning(): boolean {
    return this.#process !== null && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  async start(): Promise<this> {
    bundled ??= bundle();
    const child = spawn(process.execPath, [...this.#flags, await bundled], {
      env: { ...process.env, ...this.#environment, PORT: String(this.port) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    child.stderr!.on("data", (text) => {
      this.errors = (this.errors + text).slice(-20_000);
    });
    await new Promise<void>((done, fail) => {
      // Counted, not timed: a machine that was put to sleep has not kept the node from starting.
      let waits = 0;
      const late = setInterval(() => {
        if (++waits < START_WITHIN) return;
        clearInterval(late);
        fail(new Error(`The node did not start: ${this.errors}`));
      }, 1_000);
      child.once("exit", (code) => {
        clearInterval(late);
        fail(new Error(`The node ended with ${code}: ${this.errors}`));
      });
      child.stdout!.on("data", (text) => {
        if (!String(text).includes("ready")) return;
        clearInterval(late);
        done();
      });
    });
    return this;
  }

  /** At once, and without a farewell. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    this.#process!.removeAllListeners("exit");
    const gone = once(this.#process!, "exit");
    this.#process!.kill("SIGCONT");
    this.#process!.kill("SIGKILL");
    await gone;
  }
  /** Without waiting for it. */
  end(): void {
    if (this.isRunning) this.#process!.kill("SIGKILL");
  }
  freeze(): void {
    this.#process!.kill("SIGSTOP");
  }
  wake(): void {
    this.#process!.kill("SIGCONT");
  }
}

function urlOf({ host, port, user, database, password }: pg.ClientConfig): string {
  const secret = password ? `:${password}` : "";
  return `postgres://${user}${secret}@localhost:${port}/${database}?host=${encodeURIComponent(String(host))}`;
}

/** Signs in whom a hint names, as a program does in the demo. */
export async function enter(origin: string, hint: string): Promise<string> {
  const asked = new URLSearchParams({
    idp: "tmi",
    client_callback: "http://localhost:4200/",
    state: "s",
    login_hint: hint,
  });
  const led = await fetch(`${origin}/oauth2/authorize?${asked}`, { redirect: "manual" });
  const code = new URL(led.headers.get("location")!).searchParams.get("code");
  const answer = await fetch(`${origin}/oauth2/token?idp=tmi`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ grant_type: "authorization_code", code, redirect_uri: "http://localhost:4200/" }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

export type Scene = { tokens: string[]; emails: string[]; place: Place; model: string; diagram: string };

const emailOf = (hint: string) => `${hint}@tmi.local`;

/** A diagram of the first of these people, on which all others may draw. */
export async function sceneOf(
  origin: string,
  hints: readonly string[],
  readers: readonly string[] = [],
): Promise<Scene> {
  const tokens: string[] = [];
  for (const hint of [...hints, ...readers]) tokens.push(await enter(origin, hint));
  const entry = (role: string) => (hint: string) => ({
    principal_type: "user",
    provider: "tmi",
    provider_id: hint,
    email: emailOf(hint),
    role,
  });
  const authorization = [...hints.slice(1).map(entry("writer")), ...readers.map(entry("reader"))];
  const owner = tokens[0]!;
  const { id: model } = await rest<{ id: string }>(origin, owner, "POST /threat_models", {
    name: "Room",
    authorization,
  });
  const diagram = await anotherDiagram(origin, owner, model);
  const emails = [...hints, ...readers].map(emailOf);
  return { tokens, emails, model, diagram, place: { path: `/threat_models/${model}/diagrams/${diagram}` } };
}

export async function anotherDiagram(origin: string, owner: string, model: string): Promise<string> {
  const json = { name: "Flow", type: "DFD-1.0.0" };
  return (await rest<{ id: string }>(origin, owner, `POST /threat_models/${model}/diagrams`, json)).id;
}
