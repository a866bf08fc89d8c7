/** `npm run bench:pages [path…]`: what a page costs whoever opens it, on a fresh house whose owner has 10,000 members. */
import { type Browser, chromium } from "@playwright/test";
import pg from "pg";
import type { CastKey } from "../db/cast";
import { launchOptions } from "../scripts/ensure-browser.mjs";
import type { Row } from "./decide";
import { fillTheOwner } from "./fill";
import { startHouse } from "./house";
import { canvasRows } from "./pages/canvas";
import { enter } from "./pages/enter";
import { rowsOf, scriptTable } from "./pages/report";
import { DIAGRAM, LARGE, type Route, routes } from "./pages/routes";
import { type Scripts, scriptsOf } from "./pages/scripts";
import { type State, visit } from "./pages/visit";

const RUNS = Number(process.env.CONFER_BENCH_RUNS ?? 5);
const MEMBERS = 10_000;

const house = await startHouse(Number(process.env.CONFER_BENCH_PORT ?? 8193));
const base = `http://127.0.0.1:${house.port}`;
const browser = await chromium.launch(launchOptions());
try {
  const states = new Map<CastKey, State>();
  for (const { who } of routes) if (who && !states.has(who)) states.set(who, await signedIn(who));
  await fill();
  const rows: Row[] = [];
  const scripts = new Map<Route, Scripts>();
  const wanted = process.argv.slice(2);
  const isWanted = ({ path }: Route) => wanted.length === 0 || wanted.includes(path);
  for (const route of [...routes, DIAGRAM].filter(isWanted)) {
    const state = route.who ? states.get(route.who) : undefined;
    const at = route.diagram ? { ...route, path: await diagramAt(route.diagram, state) } : route;
    // The first one also warms the server.
    scripts.set(route, await scriptsOf(browser, base, at, state));
    const visits = [];
    for (let run = 0; run < RUNS; run++) visits.push(await visit(browser, base, at, state));
    rows.push(...rowsOf(route, visits, scripts.get(route)!));
    console.error(route.path, visits);
  }
  if (isWanted(DIAGRAM)) {
    const state = states.get("owner");
    rows.push(...(await canvasRows(browser, base, await diagramAt(LARGE, state), state)));
  }
  console.log("| what | measured | bound | |\n|---|---|---|---|");
  for (const { name, value, bound, ok } of rows)
    console.log(`| ${name} | ${value} | ${bound} | ${ok ? "holds" : "**missed**"} |`);
  console.log(`\n${scriptTable(scripts)}`);
  process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;
} finally {
  await browser.close();
  await house.stop();
}

async function signedIn(who: CastKey): Promise<State> {
  const page = await (browser as Browser).newPage({ baseURL: base });
  await enter(page, who);
  const state = await page.context().storageState();
  await page.close();
  return state;
}

/** Where the diagram of this name is. */
async function diagramAt(name: string, state: State | undefined): Promise<string> {
  const page = await (browser as Browser).newPage({ baseURL: base, ...(state ? { storageState: state } : {}) });
  await page.goto("/threat-models");
  const path = await page.getByRole("link", { name }).first().getAttribute("href");
  await page.close();
  return path!;
}

/** The owner of the cast gets 10,000 members, each with one of their environments. */
async function fill(): Promise<void> {
  const pool = new pg.Pool({ ...house.connection!, max: 2 });
  try {
    await fillTheOwner(pool, MEMBERS);
  } finally {
    await pool.end();
  }
}
