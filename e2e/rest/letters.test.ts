import { beforeAll, describe, expect, it } from "vitest";
import { db, pool } from "../../db/client";
import { getMemberHistory, inviteWithOffers, replaceRole } from "../../lib/operations/pages";
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

  it("tells whoever may do more or less because a role or a policy changed, and nobody whose rights stayed", async () => {
    const { owner, member, id } = await pairIn("ACTIVE");
    const second = await pairIn("ACTIVE", owner);
    const waiting = await pairIn("PENDING", owner);
    await newEnvironment(owner, "rights-env");
    const { policy } = await must(owner, "AddPolicy", { name: "Ours", methods: "environment.control.StartEnv" });
    const role = await newRole(owner, [policy.id]);
    const wide = await newRole(owner, [policy.id, "ENV_STATE", "FILES_VIEW", "LOGS_VIEW"]);
    const share = { resourceId: "rights-env", resourceType: "ENV" };
    await must(owner, "SetResource", { ...share, collaborationId: id, roleIds: role });
    await must(owner, "SetResource", { ...share, collaborationId: second.id, roleIds: wide });
    await must(owner, "SetResource", { ...share, collaborationId: waiting.id, roleIds: role });
    const told = async () => {
      const letters = db().selectFrom("mail").select("to_email").where("owner_uid", "=", owner.uid);
      const rows = await letters.where("subject", "=", `${owner.name} changed what you may do`).execute();
      return rows.map((row) => row.to_email).sort();
    };
    const name = (await db().selectFrom("role").select("name").where("id", "=", role).executeTakeFirstOrThrow()).name;
    await must(owner, "EditRole", { id: role, name: "Another name", policies: policy.id });
    expect(await told()).toEqual([]);
    await must(owner, "EditRole", { id: role, name, policies: `${policy.id},LOGS_VIEW` });
    expect(await told()).toEqual([member.email]);
    expect((await letterTo(member.email)).text).toMatch(/^rights-env: you may do more with environments$/m);
    // The second one may start environments anyway: taking it out of the policy takes nothing from them.
    await must(owner, "EditPolicy", { id: policy.id, methods: "environment.file.Read" });
    expect(await told()).toEqual([member.email, member.email]);
    const letter = (await letterTo(member.email)).text;
    expect(letter).toMatch(/^rights-env: you may do more with files, and less with environments$/m);
    await doAs(owner, replaceRole, { id: role, by: wide });
    expect(await told()).toEqual([member.email, member.email, member.email]);
    await must(owner, "EditPolicy", { id: policy.id, methods: "environment.control.DeleteEnv", behavior: "DENY" });
    expect((await told()).filter((email) => email === second.member.email)).toEqual([]);
  });

  it("about a role goes to a thousand holders in one statement", async () => {
    const owner = await somebody("Olga");
    await newEnvironment(owner, "crowd-env");
    const role = await newRole(owner, ["LOGS_VIEW"]);
    const people = 1_000;
    const far = 1_700_000_000;
    const run = (text: string, ...values: unknown[]) => pool().query(text, values);
    const series = "from generate_series(1, $3::int) n";
    await run(
      `insert into account (owner_uid, email, email_shown, name) select $1::bigint + n, 'c' || $2::bigint + n || '@crowd.example', 'c' || n || '@crowd.example', 'C' ${series}`,
      far,
      owner.uid,
      people,
    );
    await run(
      `insert into collaboration (owner_uid, id, type) select $1, $2::bigint + n, 'ACCOUNT' ${series}`,
      owner.uid,
      far,
      people,
    );
    await run(
      `insert into member (owner_uid, id, collaboration_id, type, email, email_shown, member_uid, status, signed_by) select $1, $2::bigint + n, $2::bigint + n, 'ACCOUNT', n || '@crowd.example', n || '@crowd.example', $2::bigint + n, 'ACTIVE', 'INVITATION' ${series}`,
      owner.uid,
      far,
      people,
    );
    await run(
      `insert into share (owner_uid, id, collaboration_id, type, resource_id) select $1, $2::bigint + n, $2::bigint + n, 'ENV', '*' ${series}`,
      owner.uid,
      far,
      people,
    );
    await run(
      `insert into share_role (owner_uid, share_id, role_id) select $1, $2::bigint + n, $4 ${series}`,
      owner.uid,
      far,
      people,
      role,
    );
    const began = performance.now();
    await must(owner, "EditRole", { id: role, policies: "LOGS_VIEW,FILES_VIEW" });
    expect(performance.now() - began).toBeLessThan(5_000);
    const letters = (await lettersOf(owner)).filter((one) => one.endsWith("@crowd.example"));
    expect(new Set(letters).size).toBe(people);
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
