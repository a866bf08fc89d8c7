// @ts-check
import path from "node:path";
import { checks, run, tools } from "./run.mjs";

/** `npm run check`: what is quick enough for every save. */
process.chdir(path.dirname(import.meta.dirname));
const steps = {
  "type check": checks["type check"],
  "lint and format": checks["lint and format"],
  "unit tests": () => run(tools.vitest, ["run", "--project", "unit", "--reporter", "dot", "--passWithNoTests"]),
};
let failed = 0;
for (const [name, step] of Object.entries(steps)) {
  const { code, seconds } = await step();
  if (code) failed += 1;
  console.log(`${code ? "FAILED" : "passed"}  ${name}, ${seconds.toFixed(1)} s`);
}
process.exit(failed ? 1 : 0);
