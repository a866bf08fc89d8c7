import { bytesOf, DIAGRAM_SCRIPT_LIMIT, kB, SCRIPT_LIMIT } from "../../bench/pages/report";
import { type Route, routes } from "../../bench/pages/routes";
import { scriptsOf } from "../../bench/pages/scripts";
import type { State } from "../../bench/pages/visit";
import type { CastKey } from "../../db/cast";
import { expect, test } from "../people";
import { viewAsMilo } from "../viewing";

/** Milliseconds without a request: longer than the live line's code waits for an idle moment. */
const QUIET = 2_500;
const AT_ONCE = 4;

test("no list page brings more script than its bound", async ({ people, browser, baseURL }) => {
  test.setTimeout(180_000);
  const states = new Map<CastKey, State>();
  for (const { who } of routes)
    if (who && !states.has(who)) states.set(who, await (await people(who)).context().storageState());
  const weigh = async (route: Route) => {
    const { path, who } = route;
    const bytes = bytesOf(await scriptsOf(browser, baseURL!, route, who ? states.get(who) : undefined, QUIET));
    expect.soft(bytes, `${path}: ${kB(bytes)} kB`).toBeLessThanOrEqual(SCRIPT_LIMIT);
    expect(bytes, `${path} brings scripts`).toBeGreaterThan(100_000);
  };
  // Most of it is waiting for nothing more to come.
  for (let n = 0; n < routes.length; n += AT_ONCE) await Promise.all(routes.slice(n, n + AT_ONCE).map(weigh));
});

test("the page of a diagram brings no more script than its bound", async ({ people, browser, baseURL }) => {
  const olga = await people("owner");
  await olga.goto("/threat-models");
  const path = (await olga.locator('a[href^="/diagrams/"]').first().getAttribute("href"))!;
  const state = await olga.context().storageState();
  const bytes = bytesOf(await scriptsOf(browser, baseURL!, { path, who: "owner" }, state, QUIET));
  expect(bytes, `${kB(bytes)} kB`).toBeLessThanOrEqual(DIAGRAM_SCRIPT_LIMIT);
  expect(bytes, "it brings scripts").toBeGreaterThan(100_000);
});

test("a page seen as somebody else has it brings no more script than its bound", async ({
  people,
  browser,
  baseURL,
}) => {
  const olga = await people("owner");
  await viewAsMilo(olga);
  const state = await olga.context().storageState();
  const bytes = bytesOf(await scriptsOf(browser, baseURL!, { path: "/shared", who: "owner" }, state, QUIET));
  expect(bytes, `${kB(bytes)} kB`).toBeLessThanOrEqual(SCRIPT_LIMIT);
  expect(bytes, "it brings scripts").toBeGreaterThan(100_000);
});
