import { db } from "../../db/client";
import type { AnyOperation, Input } from "../../lib/operations/operation";
import * as pages from "../../lib/operations/pages";
import { addPolicy } from "../../lib/operations/policies";
import { addRole } from "../../lib/operations/roles";
import { hashSecret } from "../../lib/secrets";
import { openRunner } from "../../lib/work/runner";
import type { Somebody } from "./arrange";
import { doAs } from "./at-page";
import type { Resident } from "./residents";

/** Every operation that only pages use, at least once; returns the methods. But the demo's outbox, which reads across owners. */
export async function sweepPages(people: Record<Resident, Somebody>): Promise<string[]> {
  const done: string[] = [];
  async function run<Op extends AnyOperation>(who: Somebody, op: Op, input: Input<Op>) {
    const output = await doAs(who, op, input);
    done.push(op.method);
    return output;
  }
  const { owner, member, delegate } = people;
  await run(owner, pages.setPreferences, { theme: "dark", language: "de", columns: { members: ["state"] } });
  await run(owner, pages.setPreferences, { dismiss: "members.intro" });
  await run(owner, pages.getPreferences, {});
  const { rows } = await run(owner, pages.getMemberPage, { search: "mil", sort: { by: "roles", order: "asc" } });
  await run(delegate, pages.getMemberPage, { ownerUid: owner.uid, sort: { by: "resources", order: "desc" } });
  await run(owner, pages.getMemberPage, { resource: { type: "ENV", id: "*" }, role: rows[0]!.roles[0]!.id });
  await run(owner, pages.getMemberCsv, {});
  const { id } = rows[0]!;
  const { ways } = await run(owner, pages.getMemberView, { id });
  await run(owner, pages.startView, { id });
  await run(owner, pages.getView, { id });
  const { type, resourceId } = ways[0]!.things[0]!;
  const serviceMethod = "environment.control.StartEnv";
  await run(owner, pages.explainMember, { id, resource: { type, id: resourceId }, serviceMethod });
  await run(owner, pages.previewOffers, {
    offers: [{ type: "ENV", resourceId: "*", roleIds: [rows[0]!.roles[0]!.id] }],
  });
  await run(delegate, pages.getMemberHistory, { id, ownerUid: owner.uid });
  await run(owner, pages.checkAddresses, { addresses: [rows[0]!.email, "new@example.com"] });
  const { lines } = await run(owner, pages.getPlaces, { closed: ["nothing"] });
  const asked = { type: lines[0]!.type, id: lines[0]!.resourceId };
  await run(owner, pages.getPlace, { ...asked, search: "" });
  await run(owner, pages.getPartners, { ...asked, search: "mil" });
  const { people: shown, columns } = await run(owner, pages.getMatrix, { group: "" });
  await run(owner, pages.getPair, { memberId: shown[0]!.memberId!, appid: columns[0]!.id });
  await run(owner, pages.getMatrix, { above: "models" });
  const { pieces } = await run(owner, pages.getMatrixCsv, {});
  if ([...pieces].length < 2) throw new Error("The table is empty.");
  await run(owner, pages.getJournalChoices, {});
  const { teams } = await run(owner, pages.getTeamList, {});
  for (const team of teams) await run(owner, pages.getTeam, { teamId: team.id });
  await run(member, pages.getSharedNames, {});
  await run(member, pages.getSharedThing, { type: "ENV_GROUP", id: "Shop" });
  await run(delegate, pages.getOwners, {});
  await run(owner, pages.getRights, { collaborationId: rows[0]!.collaborationId });
  const memberships = await db()
    .selectFrom("member")
    .select("id")
    .where("owner_uid", "=", owner.uid)
    .where("member_uid", "=", member.uid)
    .execute();
  await run(member, pages.getStanding, { ownerUid: owner.uid, memberId: memberships[0]!.id });
  const { models } = await run(owner, pages.getThreatModels, { search: "a", now: "quiet", sort: "name" });
  await run(member, pages.getThreatModels, { whose: "others", attached: true });
  await run(owner, pages.getModelAccess, { id: models[0]!.id });
  await run(owner, pages.getPicture, { id: models[0]!.diagrams[0]!.id });
  await run(owner, pages.getDrawing, { id: models[0]!.diagrams[0]!.id });
  await run(owner, pages.followDrawing, { id: models[0]!.diagrams[0]!.id, since: 0 });
  await run(owner, pages.getCatalogue, {});
  const { roles } = await run(owner, pages.getRoleBook, {});
  await run(owner, pages.getRoleChoices, { resourceType: "ENV", resourceId: "*" });
  await run(owner, pages.getRoleUse, { roleIds: roles.map((role) => role.id) });
  const methods = ["environment.control.StartEnv"];
  const policyNamed = async (name: string) => (await doAs(owner, addPolicy, { name, methods })).policy.id;
  const [oldPolicy, newPolicy] = [await policyNamed("Old"), await policyNamed("New")];
  const roleNamed = async (name: string) =>
    (await doAs(owner, addRole, { name, policies: [String(oldPolicy)], receiveNotification: false })).role.id;
  const [oldRole, newRole] = [await roleNamed("Old"), await roleNamed("New")];
  await run(owner, pages.switchRoleLetters, { id: oldRole, on: true });
  await run(owner, pages.replaceRole, { id: oldRole, by: newRole });
  await run(owner, pages.replacePolicy, { id: oldPolicy, by: newPolicy });
  await run(owner, pages.inviteWithOffers, { email: "with.offers@confer.example", resources: [] });
  const started = [
    await run(owner, pages.startInvites, { invitees: [{ email: "bulk@confer.example" }, { email: "twice@x" }] }),
    await run(owner, pages.startImport, { csv: "email,label\nmember@confer.example,Milo imported" }),
  ];
  await run(owner, pages.previewImport, { csv: "email,resource,roles\nmember@confer.example,shop-prod,Viewer" });
  const runner = openRunner();
  for (const { id } of started) {
    while ((await run(owner, pages.getActivities, { id })).activities[0]!.endedAt === null) {
      await new Promise((tick) => setTimeout(tick, 10));
    }
  }
  await runner.close();
  const stopped = await run(owner, pages.startInvites, { invitees: [{ email: "stopped@confer.example" }] });
  await run(owner, pages.cancelActivity, { id: stopped.id });
  await run(owner, pages.readInvitation, { secret: "unknown" });
  await run(member, pages.getInvitations, {});
  await run(member, pages.countInvitations, {});
  await run(member, pages.getShared, {});
  await run(owner, pages.getAccount, {});
  await run(owner, pages.setName, { name: "Olga Oduya-Berg" });
  await run(owner, pages.beginTwoFactor, {});
  await run(owner, pages.getFirstSteps, {});
  const closed = { owner_uid: owner.uid, email: "old@confer.example", why: "withdrawn" } as const;
  await db()
    .insertInto("directory_closed_invitation")
    .values({ hash: hashSecret("an old link"), ...closed })
    .execute();
  await run(owner, pages.askForInvitation, { secret: "an old link" });
  return done;
}
