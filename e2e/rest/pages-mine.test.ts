import "../support/unlimited";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { nobody } from "../../lib/actors";
import { demo } from "../../lib/demo";
import { Refusal } from "../../lib/domain/refusal";
import * as pages from "../../lib/operations/pages";
import { perform } from "../../lib/operations/perform";
import { pair, type Somebody, share, somebody } from "../support/arrange";
import { doAs, refusalOf } from "../support/at-page";
import { ask, must, newRole } from "../support/collaboration";
import { freshDatabase } from "../support/database";

beforeAll(freshDatabase);

const stranger = nobody({ ip: "", userAgent: "" }, "page");

/** The secret in the newest letter to this address. */
async function secretTo(email: string): Promise<string> {
  const row = await db()
    .selectFrom("mail")
    .select("text")
    .where("to_email", "=", email)
    .where("kind", "=", "invitation")
    .orderBy("created_at", "desc")
    .executeTakeFirstOrThrow();
  return /invitation#(\S+)/.exec(row.text)![1]!;
}
const read = (secret: string) => perform(pages.readInvitation, stranger, { secret });
const invite = async (owner: Somebody, email: string): Promise<number> =>
  (await must(owner, "InviteMember", { email })).collaboration.id;
const runOut = (id: number) =>
  db()
    .updateTable("member")
    .set({ secret_expires_at: new Date(Date.now() - 60_000) })
    .where("id", "=", id)
    .execute();

describe("an invitation's link, once it opens nothing", () => {
  let olga: Somebody;
  beforeAll(async () => {
    olga = await somebody("Olga");
  });

  it("18: says whether it was withdrawn, replaced, rejected, accepted or ran out", async () => {
    const [ann, bea, cid] = [await somebody("Ann"), await somebody("Bea"), await somebody("Cid")];
    const withdrawn = await invite(olga, "gone@example.com");
    const gone = await secretTo("gone@example.com");
    expect((await read(gone)).invitation).toMatchObject({ to: "gone@example.com" });
    await must(olga, "DeleteMember", { id: withdrawn });
    expect(await read(gone)).toMatchObject({ invitation: null, closed: { why: "withdrawn", to: "gone@example.com" } });

    const accepted = await invite(olga, ann.email);
    const annsLink = await secretTo(ann.email);
    await must(ann, "AcceptCollaboration", { id: accepted });
    expect((await read(annsLink)).closed).toMatchObject({ why: "accepted" });
    const rejected = await invite(olga, bea.email);
    const beasLink = await secretTo(bea.email);
    await must(bea, "RejectCollaboration", { id: rejected });
    expect((await read(beasLink)).closed).toMatchObject({ why: "rejected" });

    const renewed = await invite(olga, cid.email);
    const old = await secretTo(cid.email);
    await db()
      .updateTable("member")
      .set({ sent_at: new Date(0) })
      .where("id", "=", renewed)
      .execute();
    await must(olga, "ResendMemberInvitation", { id: renewed });
    expect((await read(old)).closed).toMatchObject({ why: "replaced" });
    await runOut(renewed);
    expect((await read(await secretTo(cid.email))).closed).toMatchObject({ why: "expired", fromEmail: olga.email });
    expect(await read("no link of ours")).toEqual({ invitation: null, closed: null });
  });

  it("18: one that ran out is accepted nowhere, may still be rejected, and waits no longer", async () => {
    const dan = await somebody("Dan");
    const id = await invite(olga, dan.email);
    expect(await doAs(dan, pages.countInvitations, {})).toEqual({ waiting: 1 });
    await runOut(id);
    expect(await doAs(dan, pages.countInvitations, {})).toEqual({ waiting: 0 });
    expect((await doAs(dan, pages.getInvitations, {})).invitations).toMatchObject([{ id, over: true }]);
    expect((await ask(dan, "AcceptCollaboration", { id })).result).toBe(8211);
    expect((await ask(dan, "RejectCollaboration", { id })).result).toBe(0);
  });

  it("18: a new one is asked for by a letter to the owner, in the owner's language; not with an open link or none", async () => {
    await db().updateTable("account").set({ lang: "de" }).where("owner_uid", "=", olga.uid).execute();
    const id = await invite(olga, "again@example.com");
    const secret = await secretTo("again@example.com");
    const asking = (what: string) => perform(pages.askForInvitation, stranger, { secret: what });
    expect(await refusalOf(asking(secret))).toBe("not-found");
    expect(await refusalOf(asking("nonsense"))).toBe("not-found");
    await runOut(id);
    await asking(secret);
    const letter = await db().selectFrom("mail").selectAll().where("kind", "=", "asked").executeTakeFirstOrThrow();
    expect(letter).toMatchObject({ to_email: olga.email, owner_uid: olga.uid });
    expect(letter.subject).toMatch(/bittet um eine neue Einladung/);
    expect(letter.text).toContain("/members?q=again%40example.com");
  });
});

describe("what others share with me", () => {
  it("18, 20: is told with roles and methods; once suspended no thing is", async () => {
    const [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
    const id = await pair(olga, milo);
    await share(olga, id, "ENV", "*", ["environment.control.ReadLog", "environment.control.StopEnv"]);
    const [seen] = (await doAs(milo, pages.getShared, {})).collaborations;
    expect(seen).toMatchObject({ id, email: olga.email, state: "ACTIVE", team: "" });
    expect(seen!.things).toMatchObject([
      { type: "ENV", resourceId: "*", roles: [{ name: expect.stringMatching(/^role/) }] },
    ]);
    expect(seen!.things[0]!.sees).toContain("environment.control.ReadLog");
    expect(seen!.things[0]!.changes).toEqual(["environment.control.StopEnv"]);
    await must(olga, "SuspendMember", { id });
    const [after] = (await doAs(milo, pages.getShared, {})).collaborations;
    expect(after).toMatchObject({ id, state: "SUSPENDED", things: [] });
  });
});

describe("the first steps", () => {
  it("15: tick themselves: somebody invited, a role made, something shared", async () => {
    const [nia, milo] = [await somebody("Nia"), await somebody("Milo")];
    const steps = () => doAs(nia, pages.getFirstSteps, {});
    expect(await steps()).toEqual({ invited: false, role: false, environment: false, shared: false, member: null });
    const id = await pair(nia, milo);
    expect(await steps()).toMatchObject({ invited: true, role: false, member: id });
    await newRole(nia, ["LOGS_VIEW"]);
    expect(await steps()).toMatchObject({ role: true, shared: false });
    await share(nia, id, "ENV", "*");
    expect(await steps()).toMatchObject({ invited: true, role: true, shared: true, member: id });
  });
});

describe("the outbox", () => {
  const letters = () => perform(pages.getLetters, stranger, {});

  it("is of the whole house and open to anybody in the demo, and to nobody anywhere else", async () => {
    const olga = await somebody("Olga");
    await invite(olga, "letter@example.com");
    expect(await refusalOf(letters())).toBe("not-found");
    demo.on = true;
    try {
      const head = (await letters()).letters.find(({ to }) => to === "letter@example.com")!;
      const { letter } = await perform(pages.getLetter, stranger, { id: head.id });
      expect(letter.text).toContain("/invitation#");
      expect(letter.html).toMatch(/<a target="_top" href="\/invitation#\S+"/);
      await db().updateTable("mail").set({ sent_at: new Date() }).where("id", "=", head.id).execute();
      await expect(perform(pages.getLetter, stranger, { id: head.id })).rejects.toThrow(Refusal);
      expect((await letters()).letters.map(({ id }) => id)).not.toContain(head.id);
    } finally {
      demo.on = false;
    }
  });
});

describe("my account", () => {
  it("tells how one signs in; a new name is seen by the other side; a QR code is drawn and nothing kept", async () => {
    const [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
    await pair(olga, milo);
    expect(await doAs(olga, pages.getAccount, {})).toMatchObject({
      name: olga.name,
      email: olga.email,
      hasPassword: false,
      twoFactor: false,
      providers: [],
    });
    await doAs(olga, pages.setName, { name: " Olga Oduya-Berg " });
    expect((await doAs(milo, pages.getShared, {})).collaborations[0]!.owner).toBe("Olga Oduya-Berg");
    expect(await refusalOf(doAs(olga, pages.setName, { name: " " }))).toBe("invalid");
    const { secret, address, qr } = await doAs(olga, pages.beginTwoFactor, {});
    expect(address).toContain(secret);
    expect(qr.path.length).toBeGreaterThan(1_000);
    expect(qr.size).toBeGreaterThan(20);
    expect((await doAs(olga, pages.getAccount, {})).twoFactor).toBe(false);
  });
});
