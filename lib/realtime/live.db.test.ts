import "../../e2e/support/unlimited";
import { type ChildProcess, spawn } from "node:child_process";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { pool } from "../../db/client";
import { openNotices } from "../../db/notices";
import { limited, pair, type Somebody, somebody } from "../../e2e/support/arrange";
import { doAs } from "../../e2e/support/at-page";
import { ask, delegateOf, must } from "../../e2e/support/collaboration";
import { freshDatabase } from "../../e2e/support/database";
import { call } from "../../e2e/support/platform";
import { config } from "../config.mjs";
import { cookie, seal } from "../cookies";
import { getMemberPage } from "../operations/pages";
import { type Bus, openBus } from "./bus";
import { type Live, openLive } from "./live";
import type { Heard } from "./protocol";

beforeAll(freshDatabase);

let bus: Bus;
let live: Live;
let server: http.Server;
let port: number;
const open = new Set<Page>();

beforeAll(async () => {
  bus = openBus(openNotices);
  live = openLive(bus);
  server = http.createServer();
  server.on("upgrade", (request, socket, head) => live.upgrade(request, socket, head, "127.0.0.1"));
  port = await new Promise((done) => server.listen(0, "127.0.0.1", () => done((server.address() as AddressInfo).port)));
});
afterEach(() => {
  for (const page of open) page.socket.terminate();
  open.clear();
});
afterAll(async () => {
  await live.close();
  await bus.close();
  server.close();
});

type Page = { socket: WebSocket; heard: Heard[]; closed: Promise<number> };

const cookieOf = async (who: Pick<Somebody, "session">) => `${cookie().name}=${await seal({ key: who.session })}`;

/** A window of somebody's, greeted and ready. */
async function windowOf(who: Somebody, at = port): Promise<Page> {
  const socket = new WebSocket(`ws://127.0.0.1:${at}/live`, {
    headers: { cookie: await cookieOf(who), origin: `http://127.0.0.1:${at}` },
  });
  const heard: Heard[] = [];
  const closed = new Promise<number>((done) => socket.on("close", done));
  socket.on("message", (text) => heard.push(JSON.parse(String(text))));
  const page = { socket, heard, closed };
  open.add(page);
  await new Promise<void>((done, fail) => {
    socket.on("error", fail);
    socket.on("open", done);
  });
  await until(() => heard.length > 0);
  heard.length = 0;
  return page;
}

/** Waits until it is so, and says how long that took (milliseconds). */
async function until(so: () => boolean, within = 1_000): Promise<number> {
  const began = performance.now();
  while (!so()) {
    if (performance.now() - began > within) throw new Error(`not within ${within} ms`);
    await new Promise((done) => setTimeout(done, 5));
  }
  return performance.now() - began;
}

const hears = (page: Page, type: Heard["type"]) => () => page.heard.some((one) => one.type === type);

/** Asks for a line with these headers alone, and gives the status of the answer. */
async function statusOf(headers: Record<string, string>, { path = "/live", method = "GET" } = {}): Promise<number> {
  const upgrade = {
    host: `127.0.0.1:${port}`,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
  };
  const lines = Object.entries({ ...upgrade, ...headers }).map(([name, value]) => `${name}: ${value}`);
  return new Promise((done, fail) => {
    const socket = net.connect(port, "127.0.0.1", () =>
      socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`),
    );
    socket.on("error", fail);
    socket.on("data", (text) => {
      done(Number(String(text).split(" ")[1]));
      socket.destroy();
    });
  });
}

describe("who gets a live line", () => {
  it("a page of this house with a sign-in, and nobody else (S-46, S-50)", async () => {
    const olga = await somebody("Olga");
    const own = { cookie: await cookieOf(olga), origin: `http://127.0.0.1:${port}` };
    expect(await statusOf(own)).toBe(101);
    expect(await statusOf({ ...own, origin: "https://evil.example" })).toBe(403);
    expect(await statusOf({ ...own, origin: `http://127.0.0.1:${port}.evil.example` })).toBe(403);
    expect(await statusOf({ ...own, origin: `https://127.0.0.1:${port}` })).toBe(403);
    expect(await statusOf({ ...own, origin: "null" })).toBe(403);
    expect(await statusOf({ cookie: own.cookie })).toBe(403);
    expect(await statusOf({ origin: own.origin })).toBe(401);
    expect(await statusOf({ ...own, cookie: `${cookie().name}=nonsense` })).toBe(401);
    expect(await statusOf({ ...own, cookie: `${own.cookie}; ${own.cookie}` })).toBe(401);
    expect(await statusOf(own, { path: "/live?x=1" })).toBe(404);
    expect(await statusOf(own, { method: "POST" })).toBe(405);
    expect(await statusOf({ ...own, upgrade: "h2c" })).toBe(426);
  });

  it("a personal access token opens none, and an ended sign-in does not either", async () => {
    const olga = await somebody("Olga");
    const origin = `http://127.0.0.1:${port}`;
    const token = await limited(olga, ["users.collaboration.GetMembers"], []);
    expect(await statusOf({ origin, cookie: await cookieOf(token) })).toBe(401);
    await call("users.authentication.Signout", {}, olga.session);
    expect(await statusOf({ origin, cookie: await cookieOf(olga) })).toBe(401);
  });

  it("five windows of one person, and no more (S-60)", async () => {
    const olga = await somebody("Olga");
    for (let n = 0; n < 5; n++) await windowOf(olga);
    const headers = { cookie: await cookieOf(olga), origin: `http://127.0.0.1:${port}` };
    expect(await statusOf(headers)).toBe(429);
    [...open][0]!.socket.close();
    await new Promise((done) => setTimeout(done, 50));
    expect(await statusOf(headers)).toBe(101);
  });

  it("whoever says something is sent away, and a long word is not even read", async () => {
    const olga = await somebody("Olga");
    const [short, long] = [await windowOf(olga), await windowOf(olga)];
    short.socket.send("x");
    long.socket.send("x".repeat(1_000));
    expect(await short.closed).toBe(1008);
    expect(await long.closed).toBe(1009);
  });
});

describe("what a live page hears, within a second", () => {
  it("a change by the owner, in their other window and in the member's; nobody else hears it", async () => {
    const [olga, milo, sten] = [await somebody("Olga"), await somebody("Milo"), await somebody("Sten")];
    const id = await pair(olga, milo);
    const [hers, his, other] = [await windowOf(olga), await windowOf(milo), await windowOf(sten)];
    await must(olga, "EditMember", { id, displayName: "Milo M." });
    await until(hears(hers, "changed"));
    await until(hears(his, "changed"));
    expect(his.heard).toEqual([{ type: "changed", owner: olga.uid }]);
    await new Promise((done) => setTimeout(done, 100));
    expect(other.heard).toEqual([]);
  });

  it("an invitation, by whoever it is for", async () => {
    const [olga, ines] = [await somebody("Olga"), await somebody("Ines")];
    const hers = await windowOf(ines);
    await must(olga, "InviteMember", { email: ines.email });
    await until(hears(hers, "changed"));
    expect(hers.heard).toEqual([{ type: "changed", owner: olga.uid }]);
  });

  it("a suspension, by whom and whom to ask; and being let in again", async () => {
    const [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
    const id = await pair(olga, milo);
    const his = await windowOf(milo);
    const dana = await delegateOf(olga);
    await must(dana, "SuspendMember", { id, ownerUid: olga.uid });
    await until(hears(his, "standing"));
    expect(his.heard.find((one) => one.type === "standing")).toEqual({
      type: "standing",
      standing: {
        ...{ owner: olga.uid, ownerName: "Olga", ownerEmail: olga.email },
        ...{ state: "SUSPENDED", by: "Milo", since: expect.stringMatching(/^\d{4}-/) },
      },
    });
    his.heard.length = 0;
    await must(olga, "ActivateMember", { id });
    await until(hears(his, "standing"));
    expect(his.heard.find((one) => one.type === "standing")).toMatchObject({
      standing: { state: "ACTIVE", by: "Olga" },
    });
  });

  it("being removed; but nothing of having left oneself", async () => {
    const [olga, milo, lena] = [await somebody("Olga"), await somebody("Milo"), await somebody("Lena")];
    const [first, second] = [await pair(olga, milo), await pair(olga, lena)];
    const [his, hers] = [await windowOf(milo), await windowOf(lena)];
    await must(olga, "DeleteMember", { id: first });
    await until(hears(his, "standing"));
    expect(his.heard.find((one) => one.type === "standing")).toMatchObject({
      standing: { state: "REMOVED", by: "Olga" },
    });
    await ask(lena, "LeaveCollaboration", { id: second });
    await until(hears(hers, "changed"));
    await new Promise((done) => setTimeout(done, 150));
    expect(hears(hers, "standing")()).toBe(false);
  });

  it("the end of their sign-in, and how it ended; other people's windows stay", async () => {
    const olga = await somebody("Olga");
    const other = { ...olga, session: (await somebodyAgain(olga)).session };
    const [here, there, milo] = [await windowOf(olga), await windowOf(other), await windowOf(await somebody("Milo"))];
    await call("users.authentication.SignoutSessions", { ids: "*" }, olga.session);
    expect(await there.closed).toBe(4401);
    expect(there.heard.at(-1)).toEqual({ type: "ended", how: "ended-elsewhere" });
    await call("users.authentication.Signout", {}, olga.session);
    expect(await here.closed).toBe(4401);
    expect(here.heard.at(-1)).toEqual({ type: "ended", how: "signed-out" });
    expect(milo.socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe("several nodes on one database", () => {
  const nodes: ChildProcess[] = [];
  afterAll(() => nodes.forEach((node) => void node.kill()));

  async function node(env: Record<string, string> = {}): Promise<number> {
    const { host, port, user, database } = pool().options;
    const child = spawn(process.execPath, ["--import", "tsx", "e2e/support/live-node.ts"], {
      env: {
        ...process.env,
        CONNECTION: JSON.stringify({ host, port, user, database }),
        CONFER_SECRET: config().secrets[0]!,
        ...env,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    nodes.push(child);
    return new Promise((done, fail) => {
      child.on("exit", (code) => fail(new Error(`the node ended with ${code}`)));
      child.stdout!.once("data", (text) => done(Number(text)));
    });
  }

  it("a change made at one is heard at the other; also after the connection that listens was cut", async () => {
    const second = await node();
    const [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
    const id = await pair(olga, milo);
    const his = await windowOf(milo, second);
    await must(olga, "EditMember", { id, displayName: "One" });
    await until(hears(his, "changed"));
    const cut = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'confer notices'";
    await pool().query(cut);
    await new Promise((done) => setTimeout(done, 1_500));
    his.heard.length = 0;
    await must(olga, "EditMember", { id, displayName: "Two" });
    await until(hears(his, "changed"));
  });

  it("21: a window open at one node is seen at the other within seconds, and no longer once it is closed", async () => {
    const second = await node();
    const [olga, milo, sven] = [await somebody("Olga"), await somebody("Milo"), await somebody("Sven")];
    await pair(olga, milo);
    await pair(olga, sven, "SUSPENDED");
    const hers = await windowOf(olga);
    const isHere = async () =>
      (await doAs(olga, getMemberPage, {})).rows.filter((row) => row.here).map((row) => row.email);
    expect(await isHere()).toEqual([]);
    const his = await windowOf(milo, second);
    await windowOf(sven);
    await until(hears(hers, "people"), 3_000);
    expect(await isHere()).toEqual([milo.email]);
    hers.heard.length = 0;
    his.socket.terminate();
    await until(hears(hers, "people"), 5_000);
    expect(await isHere()).toEqual([]);
  });

  it("a node that hears nothing finds out by asking, within five seconds and a bit", async () => {
    const deaf = await node({ DEAF: "1" });
    const [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
    const id = await pair(olga, milo);
    const his = await windowOf(milo, deaf);
    await must(olga, "SuspendMember", { id });
    expect(await until(hears(his, "standing"), 6_500)).toBeGreaterThan(100);
    const ended = windowOf(olga, deaf);
    const hers = await ended;
    await call("users.authentication.Signout", {}, olga.session);
    await until(hears(hers, "ended"), 6_500);
    expect(await hers.closed).toBe(4401);
  });
});

/** The same person, signed in once more. */
async function somebodyAgain({ uid }: Somebody): Promise<{ session: string }> {
  const { signInAs } = await import("../../e2e/support/residents");
  return { session: await signInAs(uid) };
}
