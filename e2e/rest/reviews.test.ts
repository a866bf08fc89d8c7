import "../support/unlimited";
import { beforeAll, expect, it } from "vitest";
import { countCall, flushCalls } from "../../db/calls";
import { db } from "../../db/client";
import type { ReviewLine } from "../../lib/operations/reviews/wire";
import { pair, type Somebody, share, somebody } from "../support/arrange";
import { freshDatabase } from "../support/database";
import { call } from "../support/platform";

beforeAll(freshDatabase);

const START = "environment.control.StartEnv";
const LOOK = "environment.control.GetEnvInfo";

async function must(who: Somebody, method: string, values: Record<string, string | number> = {}) {
  const { body } = await call(`confer.review.${method}`, values, who.session);
  expect(body.error).toBe("");
  return body as unknown as { review: { id: number; lines: number; decided: number }; lines: ReviewLine[] };
}

/** Milo, who started one of two environments lately and looked at the other; and who has worked with Olga for a year. */
async function house() {
  const [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
  const id = await pair(olga, milo);
  await share(olga, id, "ENV", "shop", [START, LOOK]);
  await share(olga, id, "ENV", "blog", [START, LOOK]);
  await share(olga, id, "ENV", "attic", [START, LOOK]);
  const year = new Date(Date.now() - 365 * 86_400_000);
  await db().updateTable("member").set({ status_at: year }).where("owner_uid", "=", olga.uid).execute();
  countCall(olga.uid, milo.uid, START, "ENV", "shop");
  countCall(olga.uid, milo.uid, LOOK, "ENV", "blog");
  await flushCalls();
  return { olga, milo, id };
}

it("a review has a line for each person and thing, with its last use and what that speaks for", async () => {
  const { olga } = await house();
  const { review } = await must(olga, "Start");
  const { lines } = await must(olga, "Get", { id: review.id });
  const today = new Date().toISOString().slice(0, 10);
  expect(lines.map(({ person, thing, lastUse, suggestion }) => [person, thing, lastUse, suggestion]).sort()).toEqual([
    ["Milo", "attic", null, "remove"],
    ["Milo", "blog", today, "reduce"],
    ["Milo", "shop", today, "keep"],
  ]);
});

it("what is decided is kept with who, when and why, can be taken back and gone on with, and ends as a report", async () => {
  const { olga } = await house();
  const { id } = (await must(olga, "Start")).review;
  await must(olga, "Decide", { id, lines: "1", decision: "keep", why: "on call" });
  await must(olga, "Decide", { id, lines: "2,3", decision: "remove" });
  await must(olga, "Decide", { id, lines: "3" });
  const { review, lines } = await must(olga, "Get", { id });
  expect(review).toMatchObject({ lines: 3, decided: 2 });
  expect(lines.map(({ decision, why, decidedBy }) => [decision, why, decidedBy])).toEqual([
    ["keep", "on call", "Olga"],
    ["remove", "", "Olga"],
    [null, "", ""],
  ]);
  expect(lines[0]!.decidedAt).not.toBeNull();
  await must(olga, "Finish", { id });
  for (const [method, values] of [
    ["Decide", { id, lines: "3", decision: "keep" }],
    ["Finish", { id }],
  ] as const) {
    const { body } = await call(`confer.review.${method}`, values, olga.session);
    expect([body.result, body.reason]).toEqual([8211, 240]);
  }
});

it("a review is its owner's alone: for everybody else there is none", async () => {
  const { olga, milo } = await house();
  const { id } = (await must(olga, "Start")).review;
  for (const method of ["Get", "Decide", "Finish"]) {
    const { body } = await call(`confer.review.${method}`, { id, lines: "1", decision: "keep" }, milo.session);
    expect([method, body.result]).toEqual([method, 5]);
  }
  expect((await must(milo, "List")) as object).toMatchObject({ reviews: [] });
});
