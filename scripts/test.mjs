// @ts-check
import fs from "node:fs";
import path from "node:path";
import { buildIfStale, isFresh } from "./build.mjs";
import { ensureBrowser } from "./ensure-browser.mjs";
import { checks, run, tools } from "./run.mjs";

/**
 * `npm test`: everything, in order, and all of it even when something fails. A checker counts as one test; the runners' tests are
 * counted from their own reports. Ends with one line of totals.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 */

process.chdir(path.dirname(import.meta.dirname));
fs.mkdirSync("build", { recursive: true });

/** @type {Count} */
const total = { passed: 0, failed: 0, skipped: 0 };

for (const [name, check] of Object.entries(checks)) await section(name, async () => verdict(await check()));

await section("rules, database and program doors (vitest)", async () => {
  const report = freshFile("build/vitest.json");
  const code = await run(tools.vitest, ["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`]);
  return atLeast(code, fromVitest(readJson(report)));
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
  return atLeast(code, fromPlaywright(readJson(report)));
});

if (total.skipped) console.log(`\n${total.skipped} skipped: what they need is not on this machine.`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);

/** @param {string} name @param {() => Promise<Count>} work */
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

/** @param {number} code @returns {Count} */
function verdict(code) {
  return { passed: code ? 0 : 1, failed: code ? 1 : 0, skipped: 0 };
}

/** A runner that failed outside its tests has failed all the same. @param {number} code @param {Count} count @returns {Count} */
function atLeast(code, count) {
  return { ...count, failed: Math.max(count.failed, code ? 1 : 0) };
}

/** @param {any} report @returns {Count} */
function fromVitest(report) {
  if (!report) return verdict(1);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report;
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

/** A test that passed at a second try counts as failed: it cannot be relied on. @param {any} report @returns {Count} */
function fromPlaywright(report) {
  if (!report) return verdict(1);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
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
