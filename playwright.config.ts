import { defineConfig, devices } from "@playwright/test";
import { launchOptions } from "./scripts/ensure-browser.mjs";

const TIMED = /(live|ten-thousand)\.spec\.ts$/;

export default defineConfig({
  testDir: "e2e/walks",
  outputDir: "build/e2e-results",
  // One database server for all; each file of walks has a house of its own in it (e2e/house.ts).
  globalSetup: "./e2e/furnish-ground.ts",
  timeout: 45_000,
  expect: { timeout: 10_000 },
  // One more than a small machine has cores: much of a walk is waiting.
  workers: 3,
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["dot"], ["json"]] : [["list"]],
  projects: [
    { name: "walks", testIgnore: TIMED },
    // What must happen within a second is walked with nobody beside it.
    { name: "timed", testMatch: TIMED, dependencies: ["walks"], workers: 1 },
  ],
  use: { ...devices["Desktop Chrome"], launchOptions: launchOptions() },
});
