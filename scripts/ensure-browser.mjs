// @ts-check
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

/**
 * Finds a Chromium that Playwright can drive. In this order: the one PLAYWRIGHT_CHROMIUM names, Playwright's own, one of the
 * system's; and when there is none, Playwright's download, then the system's package manager.
 */

const BUNDLED = "bundled";
const OF_THE_SYSTEM = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The path of a Chromium, "bundled" for Playwright's own, or null. @returns {string | null} */
export function findBrowser() {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named && runs(named)) return named;
  if (isBundled()) return BUNDLED;
  return OF_THE_SYSTEM.find(runs) ?? null;
}

/** As `findBrowser`, and installs one where there is none. @returns {string | null} */
export function ensureBrowser() {
  return findBrowser() ?? download() ?? installPackage();
}

/** What Playwright's `launchOptions` need for the browser that was found. As root Chromium has no sandbox. */
export function launchOptions() {
  const browser = findBrowser();
  const quiet = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return {
    ...(browser && browser !== BUNDLED ? { executablePath: browser } : {}),
    args: process.getuid?.() === 0 ? ["--no-sandbox", ...quiet] : quiet,
  };
}

function download() {
  console.error("No Chromium is installed: trying Playwright's download.");
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" };
  spawnSync(process.execPath, [cli, "install", "chromium"], {
    stdio: ["ignore", "inherit", "inherit"],
    timeout: 300_000,
    env,
  });
  return findBrowser();
}

function installPackage() {
  if (process.platform !== "linux" || !fs.existsSync("/usr/bin/apt-get")) return null;
  apt("update -qq");
  // Without windows it is smaller, and quicker at what a test asks; older systems have only the whole.
  for (const name of ["chromium-headless-shell", "chromium"]) {
    console.error(`Trying the system's package ${name}.`);
    apt(`install -y -qq --no-install-recommends ${name} fonts-liberation fonts-noto-color-emoji`);
    const found = findBrowser();
    if (found) return found;
  }
  return null;
}

/** @param {string} words */
function apt(words) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const [program = "", ...args] = [...asRoot, "apt-get", ...words.split(" ")];
  spawnSync(program, args, { stdio: ["ignore", "ignore", "inherit"], env });
}

/** @param {string} program */
const runs = (program) => fs.existsSync(program) && spawnSync(program, ["--version"], { timeout: 20_000 }).status === 0;

function isBundled() {
  const program = chromium.executablePath();
  return [program, program.replace(/chromium-(\d+).*/, "chromium_headless_shell-$1")].some((one) => fs.existsSync(one));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const browser = ensureBrowser();
  console.log(browser ?? "No Chromium could be found or installed.");
  process.exit(browser ? 0 : 1);
}
