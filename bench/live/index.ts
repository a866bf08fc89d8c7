/** `npm run bench:live`: rooms against what a hand would write and against a peer, ratios of one run, round by round. */
import type { Row } from "../decide";
import { header, lineOf } from "../table";
import { benchAsking } from "./ask";
import { benchDurable } from "./durable";
import { benchLarge } from "./large";
import { benchHistory, benchIdle } from "./memory";
import { benchCalm, benchFifty, benchSaturated } from "./rooms";
import { openStage, type Stage } from "./stage";

type Benches = Record<string, (stage: Stage) => Promise<Row[]>>;
/** What compares processor time. */
const apart: Benches = { calm: benchCalm, saturated: benchSaturated, fifty: benchFifty, asking: benchAsking };
const others: Benches = { durable: benchDurable, idle: benchIdle, history: benchHistory, large: benchLarge };
const benches = { ...apart, ...others };
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !benches[name]);
if (unknown) throw new Error(`There is no part ${unknown}; there are ${Object.keys(benches).join(", ")}.`);

console.log(header);
let isMissed = false;
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  // Each part has a house of its own, so that none finds what another left.
  const stage = await openStage(name in apart);
  try {
    for (const row of await bench(stage)) {
      console.log(lineOf(row));
      isMissed ||= !row.ok;
    }
  } catch (error) {
    console.error(stage.node.errors);
    throw error;
  } finally {
    await stage.close();
  }
}
process.exit(isMissed ? 1 : 0);
