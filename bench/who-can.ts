/** Who may call a method on an environment, and who anywhere and on what, of 10,000 members with 100,000 shares: what `confer.access.WhoCan` works out. */
import { pathToFileURL } from "node:url";
import { callersOf } from "../lib/domain/callers";
import { resourceAt } from "../lib/domain/places";
import { accessWith, decide } from "../lib/domain/rights";
import { addTo, firstOf, includes, numbers, size } from "../lib/domain/sets";
import { compile, type World } from "../lib/domain/world";
import type { Row } from "./decide";
import { benchFacts } from "./decide-world";
import { median } from "./load";

const TIMES = 10;
const PAGE = 50;
const METHODS = ["environment.control.StartEnv", "environment.control.GetEnvInfo", "environment.control.DeleteEnv"];

export function benchWhoCan(): Row[] {
  const facts = benchFacts(TIMES);
  const world = compile(facts);
  const things = facts.environments
    .filter((_, n) => n % 40 === 0)
    .map(({ appid }) => ({ type: "ENV" as const, id: appid }));
  const times: number[] = [];
  let found = 0;
  for (const resource of things) {
    for (const method of METHODS) {
      const start = performance.now();
      found += accessWith(world, resource, method).filter(({ status }) => status === "ACTIVE").length;
      times.push(performance.now() - start);
    }
  }
  // What it lists is what each of them is told alone.
  const [resource, method] = [things[0]!, METHODS[0]!];
  const listed = new Set(
    accessWith(world, resource, method).flatMap(({ uid, status }) => (status === "ACTIVE" ? uid! : [])),
  );
  const disagree = facts.members.filter(
    ({ uid }) => decide(world, { uid: uid! }, method, resource).allowed !== listed.has(uid!),
  );
  const worst = Math.max(...times);
  return [
    {
      name: `who can, of ${facts.members.length.toLocaleString("en")} members with ${facts.shares.length.toLocaleString("en")} shares (worst of ${times.length})`,
      value: `${worst.toFixed(1)} ms (median ${median(times).toFixed(1)} ms, ${Math.round(found / times.length)} people)`,
      bound: "< 300 ms",
      ok: worst < 300 && found > 0 && disagree.length === 0,
    },
    benchAnywhere(world),
  ];
}

/** All who may call a method anywhere, and on what those of a page may. */
function benchAnywhere(world: World): Row {
  const order = world.memberships.map(({ id }) => id);
  const times: number[] = [];
  let found = 0;
  let disagree = 0;
  for (const method of METHODS) {
    const start = performance.now();
    const callers = callersOf(world, order, method);
    const places = world.places.ids.map((_, place) => callers(place));
    const anywhere = numbers(order.length);
    for (const place of places) addTo(anywhere, place);
    const page = firstOf(anywhere, PAGE);
    const counts = page.map((n) => places.filter((place) => includes(place, n)).length);
    times.push(performance.now() - start);
    found += size(anywhere);
    // What one of them is told alone; whoever is suspended may nothing.
    const at = page.findIndex((n) => world.memberships[n]!.status === "ACTIVE");
    const uid = world.memberships[page[at]!]!.uid!;
    const alone = world.places.ids.filter(
      (_, place) => decide(world, { uid }, method, resourceAt(world.places, place)).allowed,
    );
    if (alone.length !== counts[at]) disagree += 1;
  }
  const worst = Math.max(...times);
  return {
    name: `who can anywhere, and on what, of the same (worst of ${times.length})`,
    value: `${worst.toFixed(0)} ms (${Math.round(found / times.length).toLocaleString("en")} people, ${world.places.ids.length.toLocaleString("en")} things)`,
    bound: "< 300 ms",
    ok: worst < 300 && found > 0 && disagree === 0,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const row of benchWhoCan()) console.log(`${row.ok ? "ok  " : "FAIL"} ${row.name}: ${row.value} (${row.bound})`);
}
