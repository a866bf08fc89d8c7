import { bytesOf, kB } from "../../bench/pages/report";
import { routes } from "../../bench/pages/routes";
import { scriptsOf } from "../../bench/pages/scripts";
import type { State } from "../../bench/pages/visit";
import type { CastKey } from "../../db/cast";
import { expect, test } from "../people";

/**
 * Bytes of script, compressed. Acceptance asks for 150 kB, of which Next and React are 136: `npm run bench:pages` says who is
 * above it and by which file. This bound catches a page that brings a kit along which nobody asked for yet.
 */
const LIMIT = 165_000;
const QUIET = 500;

test("no list page brings more script than its bound", async ({ people, browser, baseURL }) => {
  test.setTimeout(90_000);
  const states = new Map<CastKey, State>();
  for (const route of routes) {
    const { who, path } = route;
    if (who && !states.has(who)) states.set(who, await (await people(who)).context().storageState());
    const bytes = bytesOf(await scriptsOf(browser, baseURL!, route, who ? states.get(who) : undefined, QUIET));
    expect.soft(bytes, `${path}: ${kB(bytes)} kB`).toBeLessThan(LIMIT);
    expect(bytes, `${path} brings scripts`).toBeGreaterThan(100_000);
  }
});
