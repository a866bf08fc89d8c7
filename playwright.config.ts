import { defineConfig, devices } from "@playwright/test";
import { launchOptions } from "./scripts/ensure-browser.mjs";

// Another port lets two checkouts of one machine walk side by side.
const port = process.env.CONFER_E2E_PORT ?? "3100";
const address = `http://127.0.0.1:${port}`;
const dataDir = "build/e2e-data";

export default defineConfig({
  testDir: "e2e/walks",
  outputDir: "build/e2e-results",
  timeout: 30_000,
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["dot"], ["json"]] : [["list"]],
  use: { ...devices["Desktop Chrome"], baseURL: address, trace: "retain-on-failure", launchOptions: launchOptions() },
  // Words first, while everything still has the name the demo gave it.
  projects: [
    { name: "words", testMatch: "words.spec.ts" },
    { name: "walks", testIgnore: "words.spec.ts" },
  ],
  webServer: {
    // A house of its own, wiped before, so that the cast is fresh.
    command: `node scripts/fresh-house.mjs ${dataDir}`,
    url: address,
    reuseExistingServer: false,
    timeout: 180_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    stdout: "ignore",
    stderr: "pipe",
    env: { PORT: port, HOST: "127.0.0.1", CONFER_DATA_DIR: dataDir, CONFER_RATE_LIMIT: "off" },
  },
});
