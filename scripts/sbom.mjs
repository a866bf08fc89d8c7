// @ts-check
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** `npm run sbom`: what the house is made of, as CycloneDX, without the network. */
process.chdir(path.dirname(import.meta.dirname));
const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const { status, stdout, stderr } = spawnSync(npm, ["sbom", "--sbom-format", "cyclonedx"], {
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
  shell: process.platform === "win32",
});
if (status !== 0) {
  console.error(stderr);
  process.exit(1);
}
fs.mkdirSync("build", { recursive: true });
fs.writeFileSync("build/sbom.json", stdout);
console.log(`build/sbom.json: ${JSON.parse(stdout).components.length} components.`);
