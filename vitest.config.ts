import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// `server-only` throws in plain Node, which the tests are.
const alias = { "@": here("."), "server-only": here("./e2e/support/empty.ts") };
const globalSetup = "./e2e/support/postgres.ts";

const project = (name: string, include: string[], test = {}) => ({
  resolve: { alias },
  test: { name, include, pool: "forks" as const, environment: "node", ...test },
});

/** They stand others in for modules, so they share none. */
const APART = ["lib/keys.test.ts", "lib/passwords.test.ts"];
const MEASURED = ["e2e/rooms/two-nodes.test.ts", "e2e/rooms/told-within.test.ts"];

/** `unit` needs no database and keeps nothing from file to file, so its modules are read once a worker; each file of `db` and `rest` has one of its own. */
export default defineConfig({
  test: {
    // No core is spared: much of what is tested waits for the database.
    maxWorkers: "100%",
    projects: [
      project("unit", ["{lib,components}/**/*.test.{ts,tsx}"], {
        exclude: ["**/*.db.test.ts", ...APART],
        isolate: false,
        testTimeout: 20_000,
      }),
      project("apart", APART),
      project("db", ["db/**/*.test.ts", "lib/**/*.db.test.ts"], {
        globalSetup,
        testTimeout: 20_000,
        hookTimeout: 60_000,
      }),
      project("rest", ["e2e/{rest,rooms}/**/*.test.ts"], {
        globalSetup,
        testTimeout: 20_000,
        hookTimeout: 90_000,
        exclude: MEASURED,
      }),
      // How long one waits is measured there: after everything else.
      project("measured", MEASURED, {
        globalSetup,
        hookTimeout: 90_000,
        sequence: { groupOrder: 1 },
      }),
    ],
  },
});
