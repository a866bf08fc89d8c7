import "../support/unlimited";
import { beforeAll, describe, expect, it } from "vitest";
import { versionNow } from "../../db/accounts";
import { db } from "../../db/client";
import { operations } from "../../lib/operations/families";
import type { AnyOperation } from "../../lib/operations/operation";
import * as pages from "../../lib/operations/pages";
import { createThreatModel } from "../../lib/operations/threat-models";
import { pair, type Somebody, share, somebody } from "../support/arrange";
import { doAs, refusalOf } from "../support/at-page";
import { must, newEnvironment, newRole, shareAccount } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { call } from "../support/platform";

/**
 * Whose account is meant. Olga, Dana and Sten have the same house each, under names of their own. Dana manages for Olga, Milo is a member
 * of hers, Sten has nothing to do with her; each calls with Olga's uid what would answer them of their own house without it.
 */
type Code = "ok" | "forbidden" | "not-found";
type House = { who: Somebody; env: string; pair: number; share: number; role: number; asked: number[]; review: number };
type Row = { input?: (of: House) => object; delegate: Code; member: Code; stranger?: "ok" };

const START = "environment.control.StartEnv";
const LATER = "2031-01-01T00:00:00Z";
const thing = ({ env }: House) => ({ resourceType: "ENV", resourceId: env });
const managed = (input?: Row["input"]): Row => ({ ...(input && { input }), delegate: "ok", member: "forbidden" });
const owners = (input?: Row["input"]): Row => ({ ...(input && { input }), delegate: "forbidden", member: "forbidden" });
/** To a member what it names is not there. */
const hidden = (input: Row["input"]): Row => ({ ...managed(input), member: "not-found" });
const sentence = () => ({ id: 999_999_999, text: "everyone never billing.*" });

const table: Record<string, Row> = {
  "confer.access.AddSentence": owners(sentence),
  "confer.access.CheckSentences": managed(),
  "confer.access.CountRequests": managed(),
  "confer.access.DeclineRequest": managed(({ asked }) => ({ id: asked[0] })),
  "confer.access.DeleteSentence": owners(sentence),
  "confer.access.EditSentence": owners(sentence),
  "confer.access.Explain": { input: (of) => ({ ...thing(of), serviceMethod: START }), delegate: "ok", member: "ok" },
  "confer.access.ExplainRequest": managed(({ asked }) => ({ id: asked[0] })),
  "confer.access.GetMyRequest": {
    input: (of) => ({ ...thing(of), serviceMethod: START }),
    delegate: "ok",
    member: "ok",
  },
  "confer.access.GetRequests": managed(),
  "confer.access.GrantRequest": managed(({ asked, role }) => ({ id: asked[1], roleId: role })),
  "confer.access.ListSentences": managed(),
  "confer.access.RequestAccess": {
    input: (of) => ({ ...thing(of), serviceMethod: "environment.control.DeleteEnv" }),
    delegate: "ok",
    member: "ok",
  },
  "confer.access.SetMemberEnd": hidden((of) => ({ id: of.pair, until: LATER })),
  "confer.access.SetShareEnd": managed((of) => ({ id: of.share, until: LATER })),
  "confer.access.WhatCan": { delegate: "ok", member: "ok" },
  "confer.access.WhoCan": managed((of) => ({ ...thing(of), serviceMethod: START })),
  "confer.journal.List": managed(),
  "confer.pages.CheckAddresses": managed(({ who }) => ({ addresses: [`guest.of.${who.uid}@example.com`] })),
  "confer.pages.ExplainMember": hidden((of) => ({
    id: of.pair,
    resource: { type: "ENV", id: of.env },
    serviceMethod: START,
  })),
  "confer.pages.GetJournalChoices": managed(),
  "confer.pages.GetMatrix": managed(),
  "confer.pages.GetMatrixCsv": managed(),
  "confer.pages.GetMemberCsv": managed(),
  "confer.pages.GetMemberHistory": hidden((of) => ({ id: of.pair })),
  "confer.pages.GetMemberPage": managed(),
  "confer.pages.GetMemberView": hidden((of) => ({ id: of.pair })),
  "confer.pages.GetPair": hidden((of) => ({ memberId: of.pair, appid: of.env })),
  "confer.pages.GetPartners": managed((of) => ({ type: "ENV", id: of.env })),
  "confer.pages.GetPlace": managed((of) => ({ type: "ENV", id: of.env })),
  "confer.pages.GetPlaces": managed(),
  "confer.pages.GetRoleBook": managed(),
  "confer.pages.GetRoleChoices": managed((of) => thing(of)),
  "confer.pages.GetRoleUse": managed((of) => ({ roleIds: [of.role] })),
  "confer.pages.GetStanding": { input: (of) => ({ memberId: of.pair }), delegate: "not-found", member: "not-found" },
  "confer.pages.GetThreatModels": { delegate: "ok", member: "ok", stranger: "ok" },
  "confer.pages.GetView": hidden((of) => ({ id: of.pair })),
  "confer.pages.PreviewOffers": managed((of) => ({
    offers: [{ type: "ENV", resourceId: of.env, roleIds: [of.role] }],
  })),
  "confer.pages.StartView": hidden((of) => ({ id: of.pair })),
  "confer.review.Decide": managed((of) => ({ id: of.review, all: true, decision: "keep" })),
  "confer.review.Finish": managed((of) => ({ id: of.review })),
  "confer.review.Get": managed((of) => ({ id: of.review })),
  "confer.review.List": managed(),
  "confer.review.Start": managed(),
};

const all = [...operations, ...(Object.values(pages) as AnyOperation[])].filter((op) =>
  op.method?.startsWith("confer."),
);
const meant = all.filter((op) => "ownerUid" in op.input.shape);
const opened = new Map(meant.map((op) => [op.method, op]));

let olga: House;
let dana: House;
let sten: House;
let milo: Somebody;

beforeAll(freshDatabase);
beforeAll(async () => {
  [olga, dana, sten] = [await house("Olga"), await house("Dana"), await house("Sten")];
  milo = await somebody("Milo");
  await share(olga.who, await pair(olga.who, milo), "ENV", olga.env);
  const danas = await pair(olga.who, dana.who);
  await shareAccount(olga.who, danas, ["COLLABORATION"]);
  await must(olga.who, "SetResource", { collaborationId: danas, ...thing(olga), roleIds: olga.role });
  // Hers alone does not hold any more.
  await db()
    .updateTable("sentence")
    .set({ text: "everyone may environment.control.DeleteEnv" })
    .where("owner_uid", "=", olga.who.uid)
    .execute();
  // Else it could not be seen whose were counted.
  await ask(dana, guestOf.get(dana)!, "environment.control.DeleteEnv");
}, 60_000);

const guestOf = new Map<House, Somebody>();

async function house(name: string): Promise<House> {
  const [who, guest] = [await somebody(name), await somebody(`Guest-of-${name}`)];
  const env = await newEnvironment(who, `env-of-${name.toLowerCase()}`);
  const role = (await newRole(who, ["STATISTIC", "ENV_STATE"])) as number;
  const pairId = await pair(who, guest);
  const of: House = { who, env, role, pair: pairId, share: await share(who, pairId, "ENV", env), asked: [], review: 0 };
  guestOf.set(of, guest);
  for (const method of [START, "environment.control.StopEnv"]) await ask(of, guest, method);
  await did(who, "confer.access.AddSentence");
  await doAs(who, createThreatModel, { name: `Model of ${name}`, environment: env });
  of.review = (await did(who, "confer.review.Start")).review.id;
  return of;
}

async function ask(of: House, { session }: Somebody, serviceMethod: string): Promise<void> {
  const { body } = await call(
    "confer.access.RequestAccess",
    { ...thing(of), serviceMethod, ownerUid: of.who.uid },
    session,
  );
  expect(body.result).toBe(0);
  const rows = await db().selectFrom("access_request").select("id").where("owner_uid", "=", of.who.uid).execute();
  of.asked = rows.map(({ id }) => id).sort((a, b) => a - b);
}

const did = (who: Somebody, method: string, ownerUid?: number, of = olga) =>
  doAs(who, opened.get(method)!, { ...table[method]!.input?.(of), ...(ownerUid === undefined ? {} : { ownerUid }) });

async function codeOf(work: Promise<unknown>): Promise<Code> {
  return ((await refusalOf(work)) ?? "ok") as Code;
}

describe("a call with an owner's uid is about that owner's account, or refused: never about the caller's own", () => {
  it("every method of ours that takes one stands here; of those of access, review and journal the others name nothing of an account", () => {
    expect(meant.map(({ method }) => method).sort()).toEqual(Object.keys(table).sort());
    const others = all.filter((op) => /^confer\.(access|review|journal)\./.test(op.method) && !meant.includes(op));
    expect(others.map(({ method }) => method).sort()).toEqual([
      // What one asked for oneself, of everybody; and a line of a threat model, which says whose it is.
      "confer.access.GetMyRequests",
      "confer.access.LeaveList",
      "confer.access.SetListEnd",
    ]);
  });

  it.each(Object.keys(table))("%s", async (method) => {
    const { delegate, member, stranger = "not-found" } = table[method]!;
    const { uid } = olga.who;
    const others = async () => Promise.all([dana.who, milo, sten.who].map((one) => versionNow(one.uid)));
    const before = await others();
    expect(await codeOf(did(sten.who, method, uid))).toBe(stranger);
    expect(await codeOf(did(milo, method, uid))).toBe(member);
    const answer = await did(dana.who, method, uid).catch((error) => error);
    expect(await codeOf(answer instanceof Error ? Promise.reject(answer) : answer)).toBe(delegate);
    expect(await others()).toEqual(before);
    if (opened.get(method)!.kind === "write" || delegate !== "ok") return;
    const told = JSON.stringify(answer, spread);
    expect(told).not.toContain(String(sten.who.uid));
    const own = await did(dana.who, method, undefined, dana).catch(() => undefined);
    expect(told).not.toEqual(JSON.stringify(own, spread));
    expect(told).not.toContain(dana.env);
  });
});

/** What JSON has no words for: maps, sets, and what is written piece by piece. */
const spread = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && Symbol.iterator in value ? [...(value as Iterable<unknown>)] : value;
