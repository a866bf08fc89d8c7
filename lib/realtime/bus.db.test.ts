import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { pool } from "../../db/client";
import { openNotices } from "../../db/notices";
import { freshDatabase } from "../../e2e/support/database";
import { freePort } from "../../e2e/support/port";
import { hasRedis, type Redis, startRedis } from "../../e2e/support/redis";
import { type Bus, type Kind, kindFor, LONGEST, openBus } from "./bus";
import { memoryLine } from "./bus-memory";
import { redisLine } from "./bus-redis";

beforeAll(freshDatabase);

let redis: Redis;
beforeAll(async () => {
  if (hasRedis) redis = await startRedis();
});
afterAll(() => redis?.stop());

const open = new Set<Bus>();
afterEach(async () => {
  for (const bus of open) await bus.close();
  open.clear();
});

type Node = { bus: Bus; heard: string[]; marks: Set<string> };
const MARK = "mark ";

async function nodesOn(kind: Kind, count: number): Promise<Node[]> {
  const nodes = Array.from({ length: count }, () => node(kind));
  await until(() => nodes.every(({ bus }) => bus.up()));
  return nodes;
}

function node(kind: Kind): Node {
  const bus = openBus(kind);
  open.add(bus);
  const [heard, marks]: [string[], Set<string>] = [[], new Set()];
  bus.hear((text) => void (text.startsWith(MARK) ? marks.add(text) : heard.push(text)));
  return { bus, heard, marks };
}

async function until(so: () => boolean, within = 10_000): Promise<void> {
  const began = performance.now();
  while (!so()) {
    if (performance.now() - began > within) throw new Error(`not within ${within} ms`);
    await new Promise((done) => setTimeout(done, 5));
  }
}

/** Says something until all of these hear it, so that whatever was said before has come or never will. */
async function passed(from: Node, to: readonly Node[]): Promise<void> {
  const mark = MARK + randomUUID();
  await until(() => {
    from.bus.say(mark);
    return to.every(({ marks }) => marks.has(mark));
  });
}

const kinds = [
  { name: "memory", kind: (): Kind => memoryLine, cut: null },
  {
    name: "Postgres NOTIFY",
    kind: (): Kind => openNotices,
    cut: async () => {
      const listeners =
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'confer notices'";
      await pool().query(listeners);
    },
  },
  {
    name: "Redis",
    kind: (): Kind => redisLine(redis.url),
    cut: async () => {
      await redis.stop();
      redis = await startRedis(Number(new URL(redis.url).port));
    },
  },
];

for (const { name, kind, cut } of kinds) {
  describe.skipIf(name === "Redis" && !hasRedis)(`the bus by ${name}`, () => {
    it("carries a text to all others, once, in order, and not back", async () => {
      const [one, two, three] = (await nodesOn(kind(), 3)) as [Node, Node, Node];
      const texts = Array.from({ length: 1_000 }, (_, n) => `${n}`);
      for (const text of texts) one.bus.say(text);
      two.bus.say("from two");
      await passed(one, [two, three]);
      await passed(two, [one, three]);
      expect(two.heard).toEqual(texts);
      expect(three.heard.filter((text) => text !== "from two")).toEqual(texts);
      expect(one.heard).toEqual(["from two"]);
    });

    it("carries whatever a text holds, as long as it may be; a longer one is left out", async () => {
      const [one, two] = (await nodesOn(kind(), 2)) as [Node, Node];
      const texts = ["'; select 1 --", '{"a":"\\u0000"}', "Grüße 👩‍👩‍👧\r\n\t", "é".repeat(LONGEST / 2)];
      for (const text of [...texts, "é".repeat(LONGEST / 2 + 1)]) one.bus.say(text);
      await passed(one, [two]);
      expect(two.heard).toEqual(texts);
    });

    it("an ear that was taken off, and a bus that was closed, hear nothing more; saying harms nobody", async () => {
      const [one, two, three] = (await nodesOn(kind(), 3)) as [Node, Node, Node];
      const also: string[] = [];
      const off = two.bus.hear((text) => also.push(text));
      one.bus.say("both");
      await passed(one, [two]);
      off();
      await three.bus.close();
      expect(three.bus.up()).toBe(false);
      three.bus.say("from the grave");
      one.bus.say("one");
      await passed(one, [two]);
      expect(two.heard).toEqual(["both", "one"]);
      expect(also.filter((text) => !text.startsWith(MARK))).toEqual(["both"]);
      expect(three.heard.filter((text) => text !== "both")).toEqual([]);
    });

    // In one process there is nothing to cut.
    if (!cut) return;
    it("comes back by itself once it was cut; what is said meanwhile is lost, and stops nobody", async () => {
      const [one, two] = (await nodesOn(kind(), 2)) as [Node, Node];
      await cut();
      for (let n = 0; n < 5_000; n++) one.bus.say("x".repeat(1_000));
      await until(() => one.bus.up() && two.bus.up());
      await passed(one, [two]);
      await passed(two, [one]);
      one.heard.length = two.heard.length = 0;
      one.bus.say("again");
      await passed(one, [two]);
      expect(two.heard).toEqual(["again"]);
    });
  });
}

it.runIf(hasRedis)(
  "a Redis that is not there yet is waited for; and houses of other numbers hear each other not",
  async () => {
    const port = await freePort();
    const at = (number: string) => redisLine(`redis://127.0.0.1:${port}${number}`);
    const [one, two, other] = [node(at("/1")), node(at("/1")), node(at("/2"))];
    one.bus.say("nobody is there");
    expect(one.bus.up()).toBe(false);
    const late = await startRedis(port);
    try {
      await until(() => [one, two, other].every(({ bus }) => bus.up()));
      one.bus.say("hello");
      await passed(one, [two]);
      expect(two.heard).toEqual(["hello"]);
      expect(other.heard).toEqual([]);
    } finally {
      await late.stop();
    }
  },
);

it("one node needs no bus; more ring through their database, or through the Redis they are told of", () => {
  expect(kindFor({ redisUrl: null, databaseUrl: null })).toBe(memoryLine);
  expect(kindFor({ redisUrl: null, databaseUrl: "postgres://db/confer" })).toBe(openNotices);
  expect(kindFor({ redisUrl: "redis://r", databaseUrl: "postgres://db/confer" })).not.toBe(openNotices);
});
