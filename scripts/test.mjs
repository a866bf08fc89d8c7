// @ts-check
import fs from "node:fs";
import path from "node:path";
import { buildIfStale, isFresh } from "./build.mjs";
import { ensureBrowser } from "./ensure-browser.mjs";
import { countOfPlaywright, countOfVitest, failuresOfPlaywright, failuresOfVitest, verdict } from "./reports.mjs";
import { checks, run, tools } from "./run.mjs";

/**
 * `npm test`: everything, in order, and all of it even when something fails. A checker counts as one test; the runners' tests are
 * counted from their own reports. Ends with one line of totals.
 */

process.chdir(path.dirname(import.meta.dirname));
fs.mkdirSync("build", { recursive: true });

/** @type {import("./reports.mjs").Count} */
const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed and the beginning of why, told once more at the end: between may lie thousands of lines. @type {string[]} */
const failures = [];

for (const [name, check] of Object.entries(checks)) await section(name, async () => verdict(await check()));

await section("rules, database and program doors (vitest)", async () => {
  const report = freshFile("build/vitest.json");
  const code = await run(tools.vitest, ["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`]);
  const read = readJson(report);
  failures.push(...failuresOfVitest(read));
  return atLeast(code, countOfVitest(read));
});

await section("build", async () => {
  await buildIfStale(console.log);
  return verdict(0);
});

await section("walks in a browser (playwright)", async () => {
  if (!isFresh()) throw new Error("Not run: there is no build of these sources.");
  if (!ensureBrowser()) throw new Error("No Chromium could be found or installed.");
  const report = freshFile("build/playwright.json");
  const code = await run(tools.playwright, ["test"], { PLAYWRIGHT_JSON_OUTPUT_FILE: path.resolve(report) });
  const read = readJson(report);
  failures.push(...failuresOfPlaywright(read?.suites ?? []));
  return atLeast(code, countOfPlaywright(read));
});

for (const failure of failures) console.log(`\n✘ ${failure}`);
const why = total.failed ? "what went before them failed, or what they need is not" : "what they need is not";
if (total.skipped) console.log(`\n${total.skipped} skipped: ${why} on this machine.`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);

/** @param {string} name @param {() => Promise<import("./reports.mjs").Count>} work */
async function section(name, work) {
  console.log(`\n── ${name}`);
  const began = performance.now();
  const count = await work().catch((error) => {
    console.log(error.message);
    return verdict(1);
  });
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  console.log(`${count.failed ? "FAILED" : "done"} in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
}

/** A runner that failed outside its tests has failed all the same. @param {number} code @param {import("./reports.mjs").Count} count */
function atLeast(code, count) {
  return { ...count, failed: Math.max(count.failed, code ? 1 : 0) };
}

/** @param {string} file */
function freshFile(file) {
  fs.rmSync(file, { force: true });
  return file;
}

/** @param {string} file */
function readJson(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null;
}
