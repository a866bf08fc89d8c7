import { beforeAll, describe, expect, it } from "vitest";
import * as pages from "../../lib/operations/pages";
import * as requests from "../../lib/operations/requests";
import { somebody } from "../support/arrange";
import { doAs, refusalOf } from "../support/at-page";
import { delegateOf, must, newEnvironment, newGroup, newRole, pairIn } from "../support/collaboration";
import { freshDatabase } from "../support/database";

beforeAll(freshDatabase);

/** Olga with Shop > Inner and Payments; Dana looks after her members and reaches Shop > Inner and one environment; Milo a plain member. */
async function house() {
  const olga = await somebody("Olga");
  for (const path of ["Shop/Inner", "Payments"]) await newGroup(olga, path);
  const shop = await newEnvironment(olga, `shop-${olga.uid}`, "Shop/Inner");
  const pay = await newEnvironment(olga, `pay-${olga.uid}`, "Payments");
  const lab = await newEnvironment(olga, `lab-${olga.uid}`);
  const viewer = await newRole(olga, ["STATISTIC"]);
  const dana = await delegateOf(olga);
  const milo = await pairIn("ACTIVE", olga);
  const share = (collaborationId: number, resourceType: string, resourceId: string) =>
    must(olga, "SetResource", { collaborationId, resourceType, resourceId, roleIds: viewer });
  await share(dana.id, "ENV_GROUP", "Shop/Inner");
  await share(dana.id, "ENV", lab);
  await share(milo.id, "ENV_GROUP", "Shop");
  await share(milo.id, "ENV", pay);
  await share(milo.id, "ENV", lab);
  return { olga, dana, milo, shop, pay, lab, viewer };
}

describe("a delegate in the account of the owner (29)", () => {
  let all: Awaited<ReturnType<typeof house>>;
  beforeAll(async () => {
    all = await house();
  });

  it("finds the owners whose members they look after; a plain member finds none", async () => {
    const { olga, dana, milo } = all;
    expect((await doAs(dana, pages.getOwners, {})).owners).toEqual([
      { uid: olga.uid, name: "Olga", email: olga.email },
    ]);
    expect((await doAs(milo.member, pages.getOwners, {})).owners).toEqual([]);
    expect((await doAs(olga, pages.getOwners, {})).owners).toEqual([]);
  });

  it("sees of the environments and groups what reaches themselves, and who else has access there", async () => {
    const { olga, dana, shop, lab } = all;
    const { lines, environments } = await doAs(dana, pages.getPlaces, { ownerUid: olga.uid });
    expect(lines.map(({ type, resourceId, depth }) => `${"  ".repeat(depth)}${type} ${resourceId}`)).toEqual([
      `ACCOUNT ${olga.uid}`,
      "ENV_GROUP Shop/Inner",
      `  ENV ${shop}`,
      `ENV ${lab}`,
    ]);
    expect(environments).toBe(2);
    const { access } = await doAs(dana, pages.getPlace, { type: "ENV", id: lab, ownerUid: olga.uid });
    expect(access).toHaveLength(2);
  });

  it("does not find what reaches them by nothing, and is offered everybody but themselves", async () => {
    const { olga, dana, milo, pay, lab } = all;
    const hidden = { type: "ENV" as const, id: pay, ownerUid: olga.uid };
    expect(await refusalOf(doAs(dana, pages.getPlace, hidden))).toBe("not-found");
    expect(await refusalOf(doAs(dana, pages.getPartners, hidden))).toBe("not-found");
    const { partners } = await doAs(dana, pages.getPartners, { type: "ENV", id: lab, ownerUid: olga.uid });
    expect(partners.map(({ collaborationId }) => collaborationId)).toEqual([milo.id]);
  });

  it("sees in the table of everybody only what they see besides, and no cell of anything else", async () => {
    const { olga, dana, milo, shop, pay, lab } = all;
    const whose = { ownerUid: olga.uid };
    const { people, columns, totalColumns } = await doAs(dana, pages.getMatrix, whose);
    expect(columns.map(({ id }) => id).sort()).toEqual([shop, lab].sort());
    expect(totalColumns).toBe(2);
    expect(people.map(({ memberId }) => memberId).sort()).toEqual([dana.id, milo.id].sort());
    const csv = [...(await doAs(dana, pages.getMatrixCsv, whose)).pieces].join("");
    expect(csv).toContain(`lab-${olga.uid}`);
    expect(csv).not.toContain(`pay-${olga.uid}`);
    const pair = { memberId: milo.id, ...whose };
    expect((await doAs(dana, pages.getPair, { ...pair, appid: lab })).ways).toHaveLength(1);
    expect(await refusalOf(doAs(dana, pages.getPair, { ...pair, appid: pay }))).toBe("not-found");
    expect(await refusalOf(doAs(milo.member, pages.getMatrix, whose))).toBe("forbidden");
    expect(await refusalOf(doAs(milo.member, pages.getPair, { ...pair, appid: lab }))).toBe("not-found");
    expect((await doAs(dana, pages.getMatrix, {})).people).toEqual([]);
  });

  it("is told how many requests wait for an answer there; a plain member is not", async () => {
    const { olga, dana, milo, lab } = all;
    const whose = { ownerUid: olga.uid };
    const wanted = { resourceType: "ENV" as const, resourceId: lab, serviceMethod: "environment.control.StartEnv" };
    await doAs(milo.member, requests.requestAccess, { ...wanted, ...whose });
    expect(await doAs(dana, requests.countRequests, whose)).toEqual({ waiting: 1 });
    expect(await doAs(olga, requests.countRequests, {})).toEqual({ waiting: 1 });
    expect(await doAs(dana, requests.countRequests, {})).toEqual({ waiting: 0 });
    expect(await refusalOf(doAs(milo.member, requests.countRequests, whose))).toBe("forbidden");
  });

  it("knows which of the members they are themselves", async () => {
    const { olga, dana } = all;
    const { rows } = await doAs(dana, pages.getMemberPage, { ownerUid: olga.uid });
    expect(rows.filter(({ self }) => self).map(({ id }) => id)).toEqual([dana.id]);
    expect((await doAs(olga, pages.getMemberPage, {})).rows.some(({ self }) => self)).toBe(false);
  });

  it("is told of each role what they lack for one thing, and a plain member is told nothing at all", async () => {
    const { olga, dana, milo, lab, viewer } = all;
    const strong = await newRole(olga, ["ENV_DELETE"]);
    const asked = { resourceType: "ENV" as const, resourceId: lab, ownerUid: olga.uid };
    const { roles } = await doAs(dana, pages.getRoleChoices, asked);
    expect(roles.find(({ id }) => id === viewer)!.lacking).toEqual([]);
    expect(roles.find(({ id }) => id === strong)!.lacking).toContain("environment.control.DeleteEnv");
    for (const op of [pages.getPlaces, pages.getRoleBook, pages.getMemberPage]) {
      expect(await refusalOf(doAs(milo.member, op, { ownerUid: olga.uid }))).toBe("forbidden");
    }
    expect(await refusalOf(doAs(milo.member, pages.getPlace, { type: "ENV", id: lab, ownerUid: olga.uid }))).toBe(
      "forbidden",
    );
    const stranger = await somebody("Sten");
    expect(await refusalOf(doAs(stranger, pages.getPlaces, { ownerUid: olga.uid }))).toBe("not-found");
  });
});

describe("a thing by its link (32)", () => {
  it("is found by whom it reaches, also through a group, and by nobody else; its owner is told it is theirs", async () => {
    const { olga, dana, milo, shop, pay } = await house();
    const asked = { type: "ENV" as const, id: shop };
    const found = await doAs(milo.member, pages.getSharedThing, asked);
    expect(found).toMatchObject({ own: false, owner: "Olga", thing: { type: "ENV", name: `shop-${olga.uid}` } });
    expect(found.via).toEqual([{ type: "ENV_GROUP", resourceId: "Shop", name: "Shop" }]);
    expect(found.sees.length).toBeGreaterThan(0);
    expect((await doAs(olga, pages.getSharedThing, asked)).own).toBe(true);
    expect(await refusalOf(doAs(dana, pages.getSharedThing, { type: "ENV", id: pay }))).toBe("not-found");
    expect(await refusalOf(doAs(await somebody("Sten"), pages.getSharedThing, asked))).toBe("not-found");
    await must(olga, "SuspendMember", { id: milo.id });
    expect(await refusalOf(doAs(milo.member, pages.getSharedThing, asked))).toBe("not-found");
  });
});
