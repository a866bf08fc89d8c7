import { expect, it } from "vitest";
import { crash } from "./crash";

it("after twenty kills of app and database every acknowledged edit is in the log at its number, once", async () => {
  const { kills, acknowledged, wrong } = await crash(20);
  expect(wrong).toEqual([]);
  expect(kills).toEqual({ app: 10, postgres: 10 });
  expect(acknowledged).toBeGreaterThan(400);
}, 300_000);
