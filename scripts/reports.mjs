// @ts-check
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

/**
 * What the runners' JSON reports say: how many passed, and of each that failed the beginning of why.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 */

/** @param {number} code @returns {Count} */
export function verdict(code) {
  return { passed: code ? 0 : 1, failed: code ? 1 : 0, skipped: 0 };
}

/** @param {any} report @returns {Count} */
export function countOfVitest(report) {
  if (!report) return verdict(1);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report;
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

/** A test that passed at a second try counts as failed: it cannot be relied on. @param {any} report @returns {Count} */
export function countOfPlaywright(report) {
  if (!report) return verdict(1);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/** @param {any} report @returns {string[]} */
export function failuresOfVitest(report) {
  const files = report?.testResults ?? [];
  return files.flatMap((/** @type {any} */ { name, message, assertionResults }) => {
    const file = path.relative(process.cwd(), name);
    const failed = assertionResults.filter((/** @type {any} */ { status }) => status === "failed");
    if (failed.length === 0) return message ? [`${file}\n${beginningOf(message)}`] : [];
    return failed.map(
      (/** @type {any} */ { fullName, failureMessages }) =>
        `${file} › ${fullName}\n${failureMessages.map(beginningOf).join("\n")}`,
    );
  });
}

/** @param {any[]} suites @returns {string[]} */
export function failuresOfPlaywright(suites) {
  return suites.flatMap(({ suites = [], specs = [] }) => [
    ...failuresOfPlaywright(suites),
    ...specs
      .filter((/** @type {any} */ { ok }) => !ok)
      .map((/** @type {any} */ { file, line, title, tests }) => {
        const errors = tests.flatMap((/** @type {any} */ test) =>
          test.results.flatMap((/** @type {any} */ one) => one.errors),
        );
        return [
          `${file}:${line} › ${title}`,
          ...errors.map((/** @type {any} */ { message }) => beginningOf(message)),
        ].join("\n");
      }),
  ]);
}

/** @param {string} text */
function beginningOf(text) {
  const lines = stripVTControlCharacters(text)
    .split("\n")
    .filter((line) => line.trim());
  return lines
    .slice(0, 12)
    .map((line) => `    ${line.slice(0, 400)}`)
    .join("\n");
}
