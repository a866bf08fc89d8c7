import { beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { getMemberHistory, inviteWithOffers } from "../../lib/operations/pages";
import { type Somebody, somebody } from "../support/arrange";
import { doAs } from "../support/at-page";
import { ask, delegateOf, lettersOf, must, newEnvironment, newRole, newTeam, pairIn } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { device, newPlace, password } from "../support/device";
import { call } from "../support/platform";

beforeAll(freshDatabase);

const letterTo = (email: string) =>
  db()
    .selectFrom("mail")
    .selectAll()
    .where("to_email", "=", email)
    .orderBy("created_at", "desc")
    .executeTakeFirstOrThrow();

async function reads(who: Somebody, lang: string): Promise<Somebody> {
  await db().updateTable("account").set({ lang }).where("owner_uid", "=", who.uid).execute();
  return who;
}

describe("a letter", () => {
  it("speaks the language of whoever gets it, not of whoever sends it", async () => {
    const [olga, gerd] = [await somebody("Olga"), await reads(await somebody("Gerd"), "de")];
    await must(olga, "InviteMember", { email: gerd.email });
    const letter = await letterTo(gerd.email);
    expect(letter.subject).toBe("Olga lädt zur Zusammenarbeit ein");
    expect(letter.text).toContain("Einladung ansehen:\n");
    expect(letter.html).toContain('<html lang="de" dir="ltr">');
  });

  it("speaks the inviter's language to somebody without an account", async () => {
    const amal = await reads(await somebody("Amal"), "ar");
    await must(amal, "InviteMember", { email: "nobody.yet@example.net" });
    const letter = await letterTo("nobody.yet@example.net");
    expect(letter.subject).toBe("يدعوك Amal إلى العمل معًا");
    expect(letter.html).toContain('<html lang="ar" dir="rtl">');
    expect(letter.text).toMatch(/مفتوحة حتى [٠-٩]+ /);
  });

  it("tells the owner in their own language what a member did", async () => {
    const pair = await pairIn("PENDING", await reads(await somebody("Greta"), "de"));
    await must(pair.member, "AcceptCollaboration", { id: pair.id });
    expect((await letterTo(pair.owner.email)).subject).toBe(`${pair.member.name} hat die Einladung angenommen`);
  });

  it("17: an invitation says who invites whom into which account, in which role in plain words, until when; nobody's text is a link", async () => {
    const olga = await somebody("Olga");
    const name = "Olga <b>www.evil.example</b>";
    await db().updateTable("account").set({ name }).where("owner_uid", "=", olga.uid).execute();
    await newEnvironment(olga, "letter-env");
    await must(olga, "AddRole", { name: "Log <i>reader</i>", policies: "LOGS_VIEW", receiveNotification: false });
    const share = { resourceId: "letter-env", roleIds: ["Log <i>reader</i>"] };
    const everything = { type: "ENV", resourceId: "*", roleIds: ["Viewer"] };
    const invitee = { email: "offered@example.net", resources: [share, everything, { ...share, resourceId: "none" }] };
    const { notShared } = await doAs(olga, inviteWithOffers, invitee);
    expect(notShared).toEqual(["environment not found"]);
    const { text, html, kind } = await letterTo("offered@example.net");
    expect(kind).toBe("invitation");
    expect(text).toContain(
      `(${olga.email}) invites offered@example.net to work with them on Confer, in their account.`,
    );
    expect(text).toContain("letter-env, as Log <i>reader</i>: look at ");
    expect(text).toMatch(/^letter-env.*; change nothing$/m);
    expect(text).toMatch(/^All environments, as Viewer: look at .*environments/m);
    expect(text).toMatch(/^The invitation is open until .* UTC\.$/m);
    expect(text.match(/https?:/g)).toHaveLength(1);
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).not.toContain("<img");
    expect(html).toContain("Log &lt;i&gt;reader&lt;/i&gt;");
    expect(text).not.toContain("www.evil.example");
  });

  it("17: an invitation to nothing says so, one into a team names it, and a delegate's says who sent it", async () => {
    const olga = await somebody("Olga");
    const dana = await delegateOf(olga);
    await must(dana, "InviteMember", { email: "bare@example.net", ownerUid: olga.uid });
    const bare = await letterTo("bare@example.net");
    expect(bare.text).toContain("Nothing is shared with you yet.");
    expect(bare.text).toContain(`Sent by ${dana.name}, who manages the members of that account.`);
    const teamId = await newTeam(olga, "Night crew");
    await newEnvironment(olga, "night-env");
    await must(olga, "SetResource", { collaborationId: teamId, resourceId: "night-env", roleIds: "Viewer" });
    await call("users.team.Invite", { teamId, email: "crew@example.net" }, olga.session);
    const crew = await letterTo("crew@example.net");
    expect(crew.text).toContain("as one of the team Night crew.");
    expect(crew.text).toContain("night-env, as Viewer: ");
    expect(crew.text).not.toContain("Sent by");
  });

  it("18: why an invitation was rejected reaches the owner's letter and the member's history, as plain text", async () => {
    const { owner, member, id } = await pairIn("PENDING");
    const reason = 'No time, see https://evil.example <script>alert("1")</script>';
    expect((await ask(member, "RejectCollaboration", { id, reason: "x".repeat(201) })).result).toBe(3);
    await must(member, "RejectCollaboration", { id, reason });
    const letter = await letterTo(owner.email);
    expect(letter.text).toContain("They wrote: “No time, see https: //evil\u200b.example <script>");
    expect(letter.html).toContain("&lt;script&gt;");
    expect(letter.html).not.toContain("<script");
    const { entries } = await doAs(owner, getMemberHistory, { id });
    expect(entries[0]).toMatchObject({ what: "rejected", reason });
    expect(entries[1]).toMatchObject({ what: "invited", reason: "" });
  });

  it("tells a member who suspended them, and whom to ask", async () => {
    const { owner, member, id } = await pairIn("ACTIVE");
    await must(owner, "SuspendMember", { id });
    const letter = await letterTo(member.email);
    expect(letter).toMatchObject({ kind: "suspended", subject: `${owner.name} suspended you` });
    expect(letter.text).toContain(`${owner.email} can say why.`);
  });

  it("tells active members what is shared with them now, in which roles, and what no longer is", async () => {
    const { owner, member, id } = await pairIn("ACTIVE");
    const appid = await newEnvironment(owner, "told-env");
    const role = await newRole(owner, ["COLLABORATION"]);
    const { name } = await db().selectFrom("role").select("name").where("id", "=", role).executeTakeFirstOrThrow();
    const share = { collaborationId: id, resourceId: appid, resourceType: "ENV", roleIds: role };
    const { id: shareId } = await must(owner, "SetResource", share);
    const letter = await letterTo(member.email);
    expect(letter).toMatchObject({ kind: "changed", subject: `${owner.name} changed what they share with you` });
    expect(letter.text).toContain(`told-env: ${name}\n`);
    await must(owner, "SetResource", share);
    expect((await lettersOf(owner)).filter((one) => one.startsWith("changed"))).toEqual([`changed ${member.email}`]);
    await must(owner, "DeleteResources", { collaborationId: id, ids: shareId });
    expect((await letterTo(member.email)).text).toContain("told-env: no longer shared\n");
  });

  it("about shares goes to nobody who has not accepted, or is suspended", async () => {
    for (const status of ["PENDING", "SUSPENDED"] as const) {
      const { owner, id } = await pairIn(status);
      const role = await newRole(owner, ["COLLABORATION"]);
      const resourceId = await newEnvironment(owner, `quiet-${status.toLowerCase()}`);
      const before = await lettersOf(owner);
      await must(owner, "SetResource", { collaborationId: id, resourceId, resourceType: "ENV", roleIds: role });
      expect(await lettersOf(owner)).toEqual(before);
    }
  });

  it("is never in the language for tests, nor in one we do not speak", async () => {
    for (const lang of ["xx", "fr", "constructor"]) {
      const olga = await reads(await somebody("Olga"), lang);
      await must(olga, "InviteMember", { email: `${lang}@example.net` });
      expect((await letterTo(`${lang}@example.net`)).subject).toBe("Olga invites you to work together");
    }
  });

  it("answers a sign-up in the language it was made in", async () => {
    const form = { email: "neu@example.net", password, name: "Neu", lang: "de" };
    const { body } = await device(newPlace())("users.registration.CreateAccount", form);
    expect(body.result).toBe(0);
    expect((await letterTo("neu@example.net")).subject).toBe("Ist das die richtige Adresse?");
  });
});
