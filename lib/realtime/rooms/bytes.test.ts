import type { Writable } from "node:stream";
import { expect, it } from "vitest";
import * as ws from "ws";
import { bytesOf } from "./bytes";

/** What reads frames in every client of ours; its types leave it out. */
const { Receiver } = ws as unknown as { Receiver: new (options: object) => Writable };

it("messages of every length come out as they went in, one by one", async () => {
  const texts = [
    "",
    "x",
    "ä".repeat(62),
    "x".repeat(125),
    "x".repeat(126),
    "€".repeat(20_000),
    "x".repeat(65_536),
    "🜁",
  ];
  const heard: string[] = [];
  const receiver = new Receiver({ isServer: false, skipUTF8Validation: false });
  receiver.on("message", (data: Buffer) => heard.push(String(data)));
  const bytes = bytesOf(texts);
  // As a network cuts it.
  for (let at = 0; at < bytes.length; at += 1_001) receiver.write(bytes.subarray(at, at + 1_001));
  await new Promise((done) => receiver.end(done));
  expect(heard).toEqual(texts);
});
