import { CompiledQuery, sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../e2e/support/database";
import { watchStatements } from "../e2e/support/watch";
import * as accounts from "./accounts";
import * as activities from "./activities";
import * as albums from "./albums";
import { db, type Last, pool } from "./client";
import * as collaborations from "./collaborations";
import * as counters from "./counters";
import * as log from "./diagram-log";
import * as drawn from "./diagram-sessions";
import { diagramsOf, findDiagram, ownerOfDiagram } from "./diagrams";
import { drawingFor } from "./drawing";
import { drawnNow, removedFrom } from "./drawn-now";
import * as environments from "./environments";
import { estateOf } from "./estate";
import * as exchanges from "./exchanges";
import * as invitations from "./invitations";
import { environmentsNamed, namesThen, sealedBefore, spellingsOf } from "./journal-read";
import { seal } from "./journal-seal";
import { findKey, findKeyBeside } from "./keys";
import { namedBy, namingsOf } from "./live";
import * as memberships from "./memberships";
import * as people from "./people";
import * as preferences from "./preferences";
import { holdersOf, moveHolders, movePolicy, thingsInRoles, usesOfRoles } from "./role-use";
import * as roles from "./roles";
import * as roster from "./roster";
import * as signIns from "./sign-ins";
import { teamIds } from "./teams";
import * as models from "./threat-models";
import * as tokens from "./tokens";
import { factsOf } from "./worlds";

const OWNERS = 3_000;
const BIG = 1_000_000;
const MANY = 3_000;
const MOST_WASTED = 100;

beforeAll(freshDatabase);
beforeAll(fill, 60_000);

/** The id of a threat model, diagram and session below: its number as a UUID. */
const uuid = (n: number) =>
  String(n)
    .padStart(32, "0")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
const DRAWN = uuid(BIG + 7);

/** What is asked often, each by the function that asks it: on an owner with much, among many owners with little. */
const questions: Record<string, () => Promise<unknown>> = {
  "whose key this is": () => findKey([`hash ${BIG}`]),
  "the version of an owner": () => accounts.versionNow(BIG),
  "the account of an address": () => accounts.findAccountByEmail(db(), `${BIG}@example.com`),
  "what a person is a member of": () => memberships.pointersOf(db(), 7, "7@example.com"),
  "whether somebody is a member of an owner": () => memberships.isMemberOf(db(), BIG, 7),
  "whether an address is invited": () => people.isInvited(db(), "m7@example.com"),
  "whether two people work together": () => people.workTogether(db(), 7, BIG),
  "the identity of a provider": () => people.findIdentity(db(), "github", "7"),
  "the facts of one member's world": () => factsOf(db(), 7, 1, 8),
  "all that an owner has and shares": () => estateOf(db(), 7, 1),
  "one member": () => collaborations.findMember(db(), BIG, BIG + 7),
  "one pair by address": () => collaborations.findPair(db(), BIG, "m7@example.com"),
  "a person's memberships with an owner": () => collaborations.membershipsOf(db(), BIG, 7),
  "one collaboration, whole": () => collaborations.findWhole(db(), BIG, BIG + 7),
  "a page of collaborations": () =>
    albums.wholesOf(
      db(),
      BIG,
      Array.from({ length: 20 }, (_, n) => BIG + n + 1),
    ),
  "which collaborations the first page shows": () => collaborations.collaborationIds(db(), BIG, 0, 50),
  "who shares one resource": () => collaborations.sharesOfResource(db(), BIG, "ENV", ["env7"]),
  "an owner's members and open invitations": () => invitations.countMembers(db(), 7),
  "whom a secret invites": () => invitations.findInvited(db(), "secret 7"),
  "what became of an invitation": () => invitations.findClosed(db(), "closed 7"),
  "an environment by its key": () => environments.findEnvironmentOwner(db(), "env7"),
  "an owner's environment by its name": () => environments.normalizeEnvironment(db(), BIG, "env7"),
  "one environment with its groups": () => environments.findEnvironment(db(), BIG, "env7"),
  "whether a group exists": () => environments.existingGroups(db(), BIG, ["group 7"]),
  "the roles of an owner": () => roles.rolesOf(db(), 7),
  "a collaboration by one of its members": () => albums.readWholeOf(db(), BIG, BIG + 9),
  "an owner's book": () => albums.bookOf(db(), BIG, 0),
  "the policies of an owner": () => roles.policiesOf(db(), 7),
  "who holds a role": () => roles.usersOfRole(db(), BIG, 11 * BIG + 8),
  "the first who hold a role": () => holdersOf(db(), BIG, [11 * BIG + 8], 100),
  "what is shared in a role": () => thingsInRoles(db(), BIG, [11 * BIG + 8], 100),
  "how far each role reaches": () => usesOfRoles(db(), 7),
  "which roles hold a policy": () => roles.rolesWithPolicy(db(), BIG, 7),
  "a person's sign-ins": () => signIns.signInsOf(db(), 7, new Date()),
  "whether a sign-in holds": () => signIns.signInHolds(db(), 7, 7, new Date()),
  "what a program hands in": () => exchanges.findExchange(db(), 7, "a hash"),
  "whether a device is known": () => signIns.isKnownDevice(7, { ip: "10.0.0.7", userAgent: "test" }),
  "a person's tokens": () => tokens.tokensOf(db(), 7, null),
  "an owner's teams": () => teamIds(db(), 7),
  "failures in a row": () => counters.strikesOf("key 7"),
  "a person's long work": () => activities.activitiesOf(db(), 7, null),
  "the steps of one": () => activities.stepsOf(db(), BIG, BIG, 100, 50),
  "the next step of one": () => activities.nextStep(BIG, BIG, MANY - 10),
  "how much of somebody's is unfinished": () => activities.countUnfinished(db(), 7),
  "what work is due": () => activities.dueActivities(8),
  "how somebody likes the pages": () => preferences.findPreferences(db(), 7),
  "the roster of an owner": () => roster.rosterOf(db(), BIG, 1),
  "the names of a page of people": () => roster.facesOf(db(), [7, 8, 9]),
  "what a page of collaborations shares": () => roster.thingsOf(db(), BIG, [BIG + 7, BIG + 8]),
  "who holds a role anywhere": () => roster.collaborationsWithRole(db(), BIG, 11 * BIG + 8),
  "who reaches a resource": () => roster.collaborationsSharing(db(), BIG, [{ type: "ENV", id: "env7" }]),
  "what is drawn on a diagram": () => drawingFor({}, DRAWN),
  "whose key this is still, and what is drawn": async () => {
    await findKey([`hash ${BIG}`]);
    expect((await findKeyBeside([`hash ${BIG}`], DRAWN)).drawing?.session?.seated).toHaveLength(1);
  },
  "whose diagram this is": () => ownerOfDiagram(db(), DRAWN),
  "whose threat model this is": () => models.ownerOfModel(db(), uuid(7)),
  "whose session this is": () => drawn.ownerOfSession(db(), DRAWN),
  "one diagram": () => findDiagram(db(), BIG, DRAWN),
  "the diagrams of a threat model": () => diagramsOf(db(), 7, [uuid(7)]),
  "one threat model with its list": () => models.findModel(db(), BIG, uuid(BIG)),
  "which threat models name a person": () => models.modelsNaming(db(), { uid: 7, email: "7@example.com" }),
  "who is in which diagrams": () => drawnNow(db(), BIG, [DRAWN]),
  "out of which diagrams a person was sent": () => removedFrom(db(), BIG, 7),
  "whom threat models name": () => namedBy([BIG], [{ uid: 7, email: "7@example.com" }]),
  "whose threat models name people": () => namingsOf([{ uid: 7, email: "7@example.com" }]),
  "the session on a diagram": () => drawn.findSession(db(), BIG, DRAWN),
  "a session by its id": () => drawn.findSessionById(db(), BIG, DRAWN),
  "whether a session has a seat": () => drawn.seatFor(db(), BIG, DRAWN, 7),
  "the keys of those in a room": () => drawn.hashesOfKeys(db(), [{ uid: BIG, key_kind: "sign-in", key_id: BIG }]),
  "how far a diagram is": () => log.headOf(db(), BIG, DRAWN),
  "the newest edits of a diagram": () => log.readNewest(db(), BIG, DRAWN, 50),
  "what a client has missed": () => log.readAfter(db(), BIG, DRAWN, MANY - 20, 100),
  "the newest of a journal": () => sealedBefore(db(), BIG, null, {}, 50),
  "an older page of it": () => sealedBefore(db(), BIG, MANY - 500, {}, 50),
  "what one person did": () => sealedBefore(db(), BIG, null, { actor: BIG }, 50),
  "what concerns a member": () => sealedBefore(db(), BIG, null, { members: [BIG + 7] }, 50),
  "what happened to a thing": () => sealedBefore(db(), BIG, null, { resources: ["ENV:env7"] }, 50),
  "what environments were called": () => environmentsNamed(db(), BIG, ["env7", "gone"]),
  "what is gone was called": () => namesThen(db(), BIG, [{ target: "role", id: 5 }]),
  "how environments are spelled": () => spellingsOf(db(), BIG, ["ENV:env7"]),
  "what environments are called": () => roster.environmentNamesOf(db(), BIG, ["env7", "env8"]),
};

const run = ({ sql, parameters }: Last) => db().executeQuery(CompiledQuery.raw(sql, [...parameters]));

const changes: Record<string, () => Promise<unknown>> = {
  "raising a version": () => accounts.raiseVersion(db(), BIG),
  "one step of a member": () =>
    collaborations.moveMember(db(), BIG, BIG + 9, ["PENDING"], { status: "ACTIVE", status_at: new Date() }),
  "a label": () => run(collaborations.labelStatement(BIG, BIG + 9, "Nine")),
  "a new secret of an invitation": () => invitations.pointInvitation(db(), BIG, BIG + 9, "another secret"),
  "the end of an invitation": () => invitations.closeInvitations(db(), BIG, [BIG + 11], "accepted"),
  "binding a pointer": () => memberships.bindPointer(db(), BIG, BIG + 9, 9),
  "dropping pointers": () => memberships.dropPointers(db(), BIG, [BIG + 12]),
  "the end of sign-ins": () => signIns.endSignIns(db(), 9, { allBut: null }, new Date()),
  "the end of one": () => signIns.endSignIns(db(), 9, [9], new Date()),
  "a program's sign-in renewed": () =>
    signIns.renewSignIn(db(), 9, 9, { hash: "another hash", expires_at: new Date() }, new Date()),
  "what a program hands in, spent": () => exchanges.spendExchange(db(), 9, "a hash", 9, new Date()),
  "the end of tokens": () => tokens.deleteTokens(db(), 9, [9]),
  unsharing: () => collaborations.deleteShares(db(), BIG, [BIG + 13]),
  "another role for whoever holds one": () => moveHolders(db(), BIG, 11 * BIG + 9, 11 * BIG + 7),
  "another policy for the roles made of one": () => movePolicy(db(), BIG, 11, 7),
  "the policies of a role": () => roles.setRolePolicies(db(), BIG, 11 * BIG + 7, [7]),
  "one step settled": () => activities.settleStep(BIG, BIG, 7, { verdict: "created", code: "", note: "" }),
  "work that waits": () => activities.pauseActivity(BIG, BIG, new Date()),
  "how somebody likes the pages": () => preferences.savePreferences(db(), 9, { theme: "dark" }),
  "a ticket, used": () => drawn.takeTicket(BIG, DRAWN, DRAWN),
  "who presents": () => drawn.setPresenter(BIG, DRAWN, BIG, null),
  "that somebody is there": () => drawn.touch(BIG, DRAWN, [DRAWN], [DRAWN]),
  "a journal sealed that is up to now": () => seal(BIG, Buffer.from("key")),
  "counting one more": () => counters.countUp("key 7", 60, 10),
};

describe("no query that is asked often reads a whole table, or many rows that it then throws away", () => {
  it.each(Object.entries(questions))("%s", async (_, ask) => expect(await scans(ask, "analyze,")).toEqual([]));
});

describe("no change that is made often reads a whole table", () => {
  it.each(Object.entries(changes))("%s", async (_, make) => expect(await scans(make)).toEqual([]));
});

it("every foreign key is the beginning of an index, so that a delete finds what hangs on it", async () => {
  const { rows } = await sql<{ name: string }>`
    select k.conname as name from pg_constraint k where k.contype = 'f' and not exists (
      select from pg_index x where x.indrelid = k.conrelid
        and (x.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)`.execute(db());
  expect(rows).toEqual([]);
});

it("what is proved here can fail: a search by a column without an index is found out", async () => {
  const careless = db().selectFrom("share").select("id").where("metadata", "=", "x");
  expect(await scans(() => careless.execute())).toEqual([expect.stringMatching(/^share: /)]);
  const wasteful = careless.where("owner_uid", "=", BIG);
  expect(await scans(() => wasteful.execute(), "analyze,")).toEqual([
    expect.stringMatching(/^share, \d{4} rows for nothing/),
  ]);
});

/**
 * The tables that the statements of a question would read from end to end, each with the statement. With `analyze` they are
 * asked once more, and reading rows only to leave them out counts too.
 */
async function scans(ask: () => Promise<unknown>, analyze: "analyze," | "" = ""): Promise<string[]> {
  const watch = watchStatements();
  await ask().finally(watch.stop);
  expect(watch.statements.length).toBeGreaterThan(0);
  const found: string[] = [];
  for (const { text, values } of watch.statements) {
    if (/^(?:begin|commit|insert into "\w+" \([^)]*\) values [^;]*\)$)/.test(text)) continue;
    const { rows } = await pool().query(`explain (${analyze} format json) ${text}`, values);
    for (const node of nodesOf(rows[0]["QUERY PLAN"][0].Plan)) {
      if (node["Node Type"] === "Seq Scan") found.push(`${node["Relation Name"]}: ${text}`);
      const wasted = (node["Rows Removed by Filter"] ?? 0) * (node["Actual Loops"] ?? 1);
      if (wasted > MOST_WASTED) found.push(`${node["Relation Name"]}, ${wasted} rows for nothing: ${text}`);
    }
  }
  return found;
}

type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Rows Removed by Filter"?: number;
  "Actual Loops"?: number;
  Plans?: PlanNode[];
};
const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** Three thousand owners with a handful each, and one with three thousand of everything. */
async function fill(): Promise<void> {
  const owners = sql`(select uid from generate_series(1, ${OWNERS}::int) uid union all select ${BIG}::int)`;
  // Of each owner n things: `id` is unique in the table, `n` counts from 1.
  const things = (few: number) => sql`(
    select uid, n, case when uid = ${BIG}::int then ${BIG}::int + n else uid * 100 + n end as id from ${owners} o,
    lateral generate_series(1, case when uid = ${BIG}::int then ${MANY}::int else ${few}::int end) n) t`;
  const steps = [
    sql`insert into account (owner_uid, email, email_shown, name) select uid, uid || '@example.com', uid || '@example.com', 'Name' from ${owners} o`,
    sql`insert into directory_email select email, owner_uid from account`,
    sql`insert into directory_identity select 'github', owner_uid::text, owner_uid from account`,
    sql`insert into sign_in (owner_uid, id, hash, door, expires_at, ends_at)
      select uid, uid, 'hash ' || uid, 'rest', now() + '1 day'::interval, now() + '1 day'::interval from ${owners} o`,
    sql`insert into directory_key select hash, 'sign-in', owner_uid, id from sign_in`,
    sql`insert into exchange (owner_uid, hash, kind, expires_at) select owner_uid, hash, 'code', expires_at from sign_in`,
    sql`insert into token (owner_uid, id, hash, last4, methods, expires_at)
      select uid, uid, 'token ' || uid, 'last', '{}', now() + '1 day'::interval from ${owners} o`,
    sql`insert into directory_key select hash, 'token', owner_uid, id from token`,
    sql`insert into directory_end select owner_uid, now() from account`,
    sql`insert into collaboration (owner_uid, id, type) select uid, id, 'ACCOUNT' from ${things(4)}`,
    sql`insert into member (owner_uid, id, collaboration_id, type, email, email_shown, member_uid, status, signed_by, secret_hash, secret_expires_at)
      select uid, id, id, 'ACCOUNT', 'm' || n || '@example.com', '', case when n % 2 = 0 then (uid + n) % ${OWNERS}::int + 1 end,
        case when n % 2 = 0 then 'ACTIVE' else 'PENDING' end, 'INVITATION', case when n % 2 = 1 then 'secret ' || id end,
        now() + '1 day'::interval from ${things(4)}`,
    sql`insert into directory_membership select owner_uid, id, email, member_uid from member`,
    sql`insert into directory_invitation select secret_hash, owner_uid, id from member where secret_hash is not null`,
    sql`insert into directory_closed_invitation (hash, owner_uid, email, why) select 'closed ' || id, uid, '', 'replaced' from ${things(4)}`,
    sql`insert into role (owner_uid, id, name, name_key, type) select uid, 10 * ${BIG}::int + id, 'r', 'role ' || n, 'VAP' from ${things(3)}`,
    sql`insert into policy (owner_uid, id, name, name_key, type, behavior, methods)
      select uid, 20 * ${BIG}::int + id, 'p', 'policy ' || n, 'ENVIRONMENT', 'ALLOW', '{}' from ${things(2)}`,
    sql`insert into role_policy select owner_uid, id, id % 40 + 1 from role`,
    sql`insert into share (owner_uid, id, collaboration_id, type, resource_id) select uid, id, id, 'ENV', 'env' || n from ${things(4)}`,
    sql`insert into share_role select s.owner_uid, s.id, 10 * ${BIG}::int + s.id - s.id % 2 from share s
      where exists (select from role r where r.owner_uid = s.owner_uid and r.id = 10 * ${BIG}::int + s.id - s.id % 2)`,
    sql`insert into environment (owner_uid, appid, name, creator_uid) select uid, 'env' || n, 'env' || n, uid from ${things(4)}`,
    sql`insert into directory_environment select 'appid:' || appid || '/' || owner_uid, owner_uid, appid from environment`,
    sql`insert into environment_group (owner_uid, path) select uid, 'group ' || n from ${things(2)}`,
    sql`insert into environment_in_group select g.owner_uid, g.path, 'env' || substr(g.path, 7) from environment_group g`,
    sql`insert into mail (owner_uid, id, kind, to_email, subject, html, text) select uid, gen_random_uuid(), 'k', '', '', '', '' from ${things(3)}`,
    sql`insert into journal (owner_uid, version, n, actor_uid, door, method, target, target_id) select uid, n, 0, uid, '', '', 'share', n::text from ${things(3)}`,
    sql`insert into journal_seal (owner_uid, seq, version, n, actor_uid, member_id, resource, hash)
      select owner_uid, version, version, n, actor_uid, actor_uid + version, 'ENV:env' || version, '' from journal`,
    sql`insert into journal_head (owner_uid, seq, version) select owner_uid, max(version), max(version) from journal group by 1`,
    sql`insert into activity (owner_uid, id, kind, state) select uid, uid, 'invite', 'running' from ${owners} o`,
    sql`insert into activity_step (owner_uid, activity_id, n, subject, asked) select ${BIG}::int, ${BIG}::int, n, 'x', '{}' from generate_series(1, ${MANY}::int) n`,
    sql`insert into directory_activity select uid, uid, now() + '1 day'::interval from ${owners} o`,
    sql`insert into preference (owner_uid) select owner_uid from account`,
    sql`insert into threat_model (owner_uid, id, name, framework, created_by, alias)
      select uid, lpad(uid::text, 32, '0')::uuid, 'm', 'STRIDE', uid, uid from ${owners} o`,
    sql`insert into directory_threat_model select id, owner_uid from threat_model`,
    sql`insert into threat_model_entry (owner_uid, threat_model_id, position, principal_type, uid, role)
      select owner_uid, id, 0, 'user', owner_uid, 'owner' from threat_model`,
    sql`insert into directory_threat_model_entry select 'uid:' || owner_uid, owner_uid, id from threat_model`,
    sql`insert into diagram (owner_uid, id, threat_model_id, name, alias)
      select uid, lpad(id::text, 32, '0')::uuid, lpad(uid::text, 32, '0')::uuid, 'd', id from ${things(2)}`,
    sql`insert into directory_diagram select id, owner_uid from diagram`,
    sql`insert into diagram_head select owner_uid, id, 1 from diagram`,
    sql`insert into diagram_edit (owner_uid, diagram_id, seq, operation_id, by_uid, kind, edit, before)
      select ${BIG}::int, ${DRAWN}::uuid, n, gen_random_uuid(), 7, 'edit', '{}', '[]' from generate_series(1, ${MANY}::int) n`,
    sql`insert into diagram_session (owner_uid, id, diagram_id, host_uid, presenter_uid)
      select owner_uid, id, id, owner_uid, owner_uid from diagram`,
    sql`insert into directory_session select id, owner_uid from diagram_session`,
    sql`insert into diagram_participant (owner_uid, session_id, socket, uid, node, may_edit)
      select owner_uid, id, gen_random_uuid(), owner_uid, id, true from diagram_session`,
    sql`insert into diagram_session_removed select owner_uid, id, host_uid from diagram_session`,
    sql`insert into diagram_ticket (owner_uid, hash, diagram_id, session_id, uid, key_kind, key_id, expires_at)
      select owner_uid, id::text, diagram_id, id, owner_uid, 'sign-in', owner_uid, now() + '1 day'::interval from diagram_session`,
    sql`insert into counter select 'key ' || uid, now(), 1 from ${owners} o`,
  ];
  for (const step of steps) await step.execute(db());
  await sql`analyze`.execute(db());
}
