import { beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { type Somebody, somebody } from "../support/arrange";
import { lettersOf, must, newEnvironment, newRole, pairIn } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { device, newPlace, password } from "../support/device";

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
