import "../../support/unlimited";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { flushCalls } from "../../../db/calls";
import { db } from "../../../db/client";
import { createDiagram } from "../../../lib/operations/diagrams";
import { editThreatModel } from "../../../lib/operations/threat-models";
import type { Preview } from "../../../lib/operations/wire/preview";
import { pair, type Somebody, share, somebody } from "../../support/arrange";
import { doAs } from "../../support/at-page";
import { must, newEnvironment } from "../../support/collaboration";
import { freshDatabase } from "../../support/database";
import { tmi } from "../../support/tmi";
import { scene } from "../../support/tmi-scene";

/** Calls of threat models are counted by member, method and model, and by the environment whose shares let them; a preview names them. */
beforeAll(freshDatabase);

const LOOK = "threatmodel.model.GetThreatModel";
const EDIT = "threatmodel.model.EditThreatModel";
const DIAGRAMS = "threatmodel.diagram.GetDiagrams";
const DIAGRAM = "threatmodel.diagram.GetDiagram";

let { olga, milo, rita, sten, at, on }: Awaited<ReturnType<typeof scene>> = {} as never;
let id: string;
beforeEach(async () => {
  ({ olga, milo, rita, sten, at, on } = await scene());
  id = at.split("/")[2]!;
});

const asks = async (who: Somebody, ...more: [route: string, json?: object]) => {
  const [route, json] = more;
  return (await tmi(route, { token: who.session, ...(json && { json }) })).status;
};
const rename = { op: "replace", path: "/name", value: "Cards" };
const counted = async () => {
  await flushCalls();
  const rows = await db()
    .selectFrom("counted_call")
    .select(["uid", "method", "type", "resource_id", "n"])
    .where("owner_uid", "=", olga.uid)
    .orderBy("uid")
    .orderBy("method")
    .orderBy("type")
    .execute();
  const names = new Map([milo, rita, sten].map(({ uid, name }) => [uid, name]));
  return rows.map(({ uid, method, type, resource_id, n }) => [names.get(uid) ?? uid, method, type, resource_id, n]);
};

it("counts what a member called on a threat model, once for a call; not what was refused or only tried, and nothing of its owner's", async () => {
  expect(await asks(milo, `GET ${at}`)).toBe(200);
  expect(await asks(milo, `GET ${at}`)).toBe(200);
  expect(await asks(milo, `GET ${at}/diagrams`)).toBe(200);
  expect(await asks(rita, `GET ${on}`)).toBe(200);
  // A patch reads what it changes, and answers with what it has become: one call.
  expect(await asks(milo, `PATCH ${at}`, [rename])).toBe(200);
  expect(await asks(milo, `PATCH ${at}?dryRun=true`, [rename])).toBe(200);
  expect(await asks(rita, `PATCH ${at}`, [rename])).toBe(403);
  expect(await asks(sten, `GET ${at}`)).toBe(404);
  expect(await asks(milo, `GET ${at}/diagrams/${id}`)).toBe(404);
  expect(await asks(olga, `GET ${at}`)).toBe(200);
  expect(await counted()).toEqual([
    ["Milo", DIAGRAMS, "MODEL", id, 1],
    ["Milo", EDIT, "MODEL", id, 1],
    ["Milo", LOOK, "MODEL", id, 2],
    ["Rita", DIAGRAM, "MODEL", id, 1],
  ]);
  // Their pages are doors to the same.
  await doAs(milo, createDiagram, { threatModelId: id, name: "Another" });
  expect((await counted())[0]).toEqual(["Milo", "threatmodel.diagram.CreateDiagram", "MODEL", id, 1]);
});

it("counts with the environment what its shares gave, and the preview of taking the role names those calls; what the list gives it leaves alone", async () => {
  const wim = await somebody("Wim");
  const name = `shop-${olga.uid}`;
  const appid = await newEnvironment(olga, name);
  const [wims, milos] = [await pair(olga, wim), await pair(olga, milo)];
  for (const collaboration of [wims, milos]) await share(olga, collaboration, "ENV", appid, [LOOK, DIAGRAMS]);
  await doAs(olga, editThreatModel, { id, changes: { environment: name } });
  const without = async (collaborationId: number): Promise<Preview> => {
    const all = await must(olga, "GetMemberResources", { memberId: collaborationId });
    const ids = all.responses.map((one: { id: number }) => one.id).join();
    return (await must(olga, "DeleteResources", { collaborationId, ids, dryRun: true })).preview;
  };
  expect((await without(wims)).refused).toMatchObject({ n: 0, calls: 0 });
  for (const who of [wim, wim, milo]) expect(await asks(who, `GET ${at}`)).toBe(200);
  expect(await asks(wim, `PATCH ${at}`, [rename])).toBe(403);
  expect((await counted()).map(([who, ...rest]) => [who === wim.uid ? "Wim" : who, ...rest])).toEqual(
    expect.arrayContaining([
      ["Wim", LOOK, "ENV", appid, 2],
      ["Wim", LOOK, "MODEL", id, 2],
      ["Milo", LOOK, "MODEL", id, 1],
    ]),
  );
  expect(await counted()).toHaveLength(3);
  const told = await without(wims);
  expect(told.refused).toMatchObject({
    n: 1,
    calls: 2,
    first: [{ uid: wim.uid, name: "Wim", method: LOOK, thing: { type: "ENV", name }, calls: 2 }],
  });
  // Milo's own line gives him the same, whatever becomes of his role.
  expect((await without(milos)).refused.calls).toBe(0);
});
