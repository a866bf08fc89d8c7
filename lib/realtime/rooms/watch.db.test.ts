import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "../../../db/client";
import { findKey } from "../../../db/keys";
import { pair, type Somebody, somebody } from "../../../e2e/support/arrange";
import { must, newEnvironment, newRole, pairIn } from "../../../e2e/support/collaboration";
import { freshDatabase } from "../../../e2e/support/database";
import { call } from "../../../e2e/support/platform";
import { signInAs } from "../../../e2e/support/residents";
import {
  CELL,
  Client,
  cell,
  closeNodes,
  cutAll,
  type Drawing,
  drawingOf,
  enter,
  openNodes,
  originOf,
  pathOf,
} from "../../../e2e/support/room-sockets";
import { cookie, seal, sealView, viewCookie } from "../../cookies";
import { hashesOfKey } from "../../keys";

/** Whoever sees by a member's eyes looks on at real sockets, and nobody is told. */
beforeAll(freshDatabase);
beforeAll(() => openNodes(false, false));
afterAll(closeNodes);
afterEach(cutAll);

let olga: Somebody;
let milo: Somebody;
let member: number;
let at: Drawing;
let appid: string;
let n = 0;

beforeEach(async () => {
  olga = await somebody("Olga");
  ({ member: milo, id: member } = await pairIn("ACTIVE", olga));
  appid = await newEnvironment(olga, `watched-${++n}`);
  const role = await newRole(olga, ["TM_VIEW", "TM_EDIT"]);
  await must(olga, "SetResource", { collaborationId: member, resourceId: appid, resourceType: "ENV", roleIds: role });
  at = await drawingOf(olga, [], appid);
});

async function looks({ node = 0, who = olga, as = member, of = olga.uid, query = "watch=1", from = "" } = {}) {
  const { id } = (await findKey(hashesOfKey(who.session)))!;
  const cookies = [
    `${cookie().name}=${await seal({ key: who.session })}`,
    `${viewCookie().name}=${await sealView({ signIn: id, owner: of, member: as })}`,
  ];
  return new Client(node, pathOf(at, query), { cookie: cookies.join("; "), origin: from || originOf(node) });
}
const seats = async () =>
  (await db().selectFrom("diagram_participant").select("uid").where("session_id", "=", at.session).execute()).length;

for (const node of [0, 1]) {
  it(`sees edits, people, cursors and selections on node ${node + 1} as they come; nobody is told of them`, async () => {
    const his = await enter(milo, at, 0, "&confer=1");
    await his.next("confer_participants");
    const onlooker = await looks({ node });
    const { people } = await onlooker.next("confer_participants");
    expect(people).toEqual([expect.objectContaining({ uid: milo.uid })]);
    expect(await seats()).toBe(1);

    his.say({ message_type: "confer_presence", cursor: { x: 3, y: 4 }, selection: [CELL] });
    const { presences } = await onlooker.next("confer_presence", 1_000);
    expect(presences).toMatchObject([{ uid: milo.uid, cursor: { x: 3, y: 4 }, selection: [CELL] }]);
    his.edit("add", cell);
    const began = performance.now();
    await onlooker.next("diagram_operation_batch", 1_000);
    expect(performance.now() - began).toBeLessThan(1_000);
    const here = his.heard.flatMap((frame) => (frame.people ?? []) as { uid: number }[]);
    expect(new Set(here.map(({ uid }) => uid))).toEqual(new Set([milo.uid]));
    onlooker.leave();
    await onlooker.ended();
    expect(await seats()).toBe(1);
    expect(his.closed).toBeNull();
  });
}

it("says nothing, and is shown out for trying; what they missed they may ask for", async () => {
  const his = await enter(milo, at, 0, "&confer=1");
  his.edit("add", cell);
  await his.next("diagram_operation_batch");
  const onlooker = await looks({ query: "watch=1&since=1" });
  expect(await onlooker.next("sync_status_response")).toMatchObject({ update_vector: 1 });
  onlooker.say({ message_type: "sync_status_request" });
  expect(await onlooker.next("sync_status_response")).toMatchObject({ update_vector: 1 });
  onlooker.say({ message_type: "sync_request", update_vector: 0 });
  expect(await onlooker.next("diagram_operation_batch")).toMatchObject({ update_vector: 1 });
  onlooker.edit("remove", undefined);
  expect((await onlooker.ended()).code).toBe(1008);
});

it("is let go when the session ends, when the member loses it, and when the view or the sign-in does", async () => {
  const his = await enter(milo, at, 0, "&confer=1");
  await his.next("confer_participants");
  const again = { ...olga, session: await signInAs(olga.uid) };
  const [first, second] = [await looks({ node: 1 }), await looks({ who: again })];
  await Promise.all([first, second].map((one) => one.next("confer_participants")));
  const { id } = (await findKey(hashesOfKey(again.session)))!;
  await call("users.authentication.SignoutSessions", { ids: String(id) }, olga.session);
  expect((await second.ended(1_000)).code).toBe(4401);
  await must(olga, "SuspendMember", { id: member });
  const began = performance.now();
  expect(await first.ended(1_000)).toMatchObject({ code: 4403 });
  expect((await his.ended(1_000)).code).toBe(4403);
  expect(performance.now() - began).toBeLessThan(1_000);
  await must(olga, "ActivateMember", { id: member });
  await enter(milo, at, 0, "&confer=1");
  const third = await looks();
  await third.next("confer_participants");
  await must(olga, "DeleteMember", { id: member });
  expect((await third.ended(1_000)).code).toBe(4403);
});

it("nobody else looks on: not without a view, not from another page, not at another owner's, not where the member sees nothing", async () => {
  const his = await enter(milo, at, 0, "&confer=1");
  await his.next("confer_participants");
  const sten = await somebody("Sten");
  const refused = async (client: Client) => {
    await client.until(() => client.closed !== null);
    return client.status;
  };
  expect(await refused(await looks({ from: "https://evil.example" }))).toBe(403);
  expect(await refused(await looks({ who: sten }))).toBe(404);
  expect(await refused(await looks({ of: sten.uid }))).toBe(404);
  const plain = new Client(0, pathOf(at, "watch=1"), {
    cookie: `${cookie().name}=${await seal({ key: olga.session })}`,
    origin: originOf(0),
  });
  expect(await refused(plain)).toBe(401);
  const lena = await somebody("Lena");
  const other = await pair(olga, lena);
  expect(await refused(await looks({ as: other }))).toBe(404);
});

it("where nobody draws there is no line, and one who only looks keeps no session", async () => {
  const his = await enter(milo, at, 0, "&confer=1");
  await his.next("confer_participants");
  const onlooker = await looks({ node: 1 });
  await onlooker.next("confer_participants");
  his.leave();
  expect((await onlooker.ended()).code).toBe(1000);
  const late = await looks();
  expect((await late.ended()).code).toBe(1000);
});
