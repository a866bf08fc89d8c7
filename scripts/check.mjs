// @ts-check
import path from "node:path";
import { checks, run, tools } from "./run.mjs";

/** `npm run check`: what is quick enough for every save, side by side. */
process.chdir(path.dirname(import.meta.dirname));
const began = performance.now();
const unitTests = ["run", "--project", "unit", "--reporter", "dot", "--passWithNoTests"];
const verdicts = await Promise.all([
  told("unit tests", run(tools.vitest, unitTests)),
  ...Object.entries(checks).map(([name, check]) => told(name, check())),
]);
for (const verdict of verdicts) console.log(verdict);
process.exit(verdicts.some((verdict) => verdict.startsWith("FAILED")) ? 1 : 0);

/** @param {string} name @param {Promise<number>} work */
async function told(name, work) {
  const code = await work;
  return `${code ? "FAILED" : "passed"}  ${name}, after ${((performance.now() - began) / 1_000).toFixed(1)} s`;
}
