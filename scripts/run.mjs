// @ts-check
import { spawn } from "node:child_process";

/**
 * Runs one of our tools by its file below node_modules, and resolves to its exit code.
 *
 * @param {string} file @param {readonly string[]} args @param {Record<string, string>} [env]
 * @returns {Promise<number>}
 */
export function run(file, args, env = {}) {
  const child = spawn(process.execPath, [`node_modules/${file}`, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** The tools, each by the file that starts it. */
export const tools = {
  next: "next/dist/bin/next",
  types: "typescript/bin/tsc",
  biome: "@biomejs/biome/bin/biome",
  vitest: "vitest/vitest.mjs",
  playwright: "@playwright/test/cli.js",
};

/** The checks that run no test, in order; each counts as one. */
export const checks = {
  "type check": async () => {
    // The types of routes, and next-env.d.ts, which a fresh checkout lacks.
    await run(tools.next, ["typegen"]);
    return run(tools.types, ["--noEmit"]);
  },
  "lint and format": () => run(tools.biome, ["check", "--error-on-warnings"]),
  floors: () => run("../scripts/floors.mjs", []),
};
