// @ts-check
import fs from "node:fs";

/** Starts a house in a data directory wiped before; for the walks. */
const [dataDir] = process.argv.splice(2);
if (!dataDir?.startsWith("build/")) throw new Error("Only a directory below build/ is ever wiped.");
fs.rmSync(dataDir, { recursive: true, force: true });
await import("../server.mjs");
