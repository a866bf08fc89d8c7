// @ts-check
import fs from "node:fs";
import http from "node:http";
import { config } from "./lib/config.mjs";
import { frontDoor } from "./lib/front-door.mjs";
import { addressReader, refusal } from "./lib/gate.mjs";
import { logConsole, logError } from "./lib/log.mjs";
import { buildIfStale } from "./scripts/build.mjs";

/**
 * One port, in front of Next. Here things are started and stopped, in order; `front-door` receives the requests, and the house
 * behind it is switched on by `instrumentation.ts`.
 *
 * @typedef {import("./lib/server-hooks.ts").ServerHooks} ServerHooks
 */

const began = performance.now();
const dev = process.argv.includes("--dev");
const START_WITHIN = 120_000;
const STOP_WITHIN = 4_500;
const ROOM = /^(?:\/v1)?\/threat_models\/[^/?]+\/diagrams\/[^/?]+\/ws(?:\?|$)/;
const LIMITS = {
  maxHeaderSize: 64 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
};

/** What there is to stop, as it comes. @type {{ hooks?: ServerHooks, server?: http.Server, app?: { close(): Promise<void> } }} */
const running = {};
let stopping = false;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19))
  giveUp(`Confer needs Node 20.19 or newer; this is ${process.versions.node}.`);
process.chdir(import.meta.dirname);
Object.assign(process.env, { NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });
process.env.AUTH_TRUST_HOST ??= "1"; // The gate vouches for the host.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(0));
process.on("unhandledRejection", (error) => logError("unhandled", error));
process.on("uncaughtException", (error) => {
  logError("uncaught", error);
  stop(1);
});

const settings = readSettings();
const server = http.createServer(LIMITS);
running.server = server;
server.on("error", (error) => stop(1, cannotListen(error)));
await listen(); // A taken port is told before anything is built or started.
await new Promise((done) => server.close(done));
if (!dev) await buildIfStale(console.log).catch((error) => giveUp(`The build failed.\n${error.message}`));

const relay = new http.Server(); // Next listens for upgrades here, and hears of those we pass on.
const { default: next } = await import("next");
const app = next({ dev, port: settings.port, hostname: settings.host, httpServer: relay, quiet: !dev });
running.app = app;
const hooks = await switchOn();
const addressOf = addressReader(settings);
const receive = frontDoor({ settings, dev, hooks, pages: app.getRequestHandler(), actions: dev ? null : actionIds() });
server.on("request", receive);
server.on("checkContinue", receive);
server.on("upgrade", upgrade);
await listen();
console.log(`\nConfer     ${settings.url}`);
for (const line of hooks.banner()) console.log(line);
console.log(`Ready in ${Math.round(performance.now() - began)} ms. Ctrl-C stops everything.`);
if (!dev) logConsole();

/** @returns {Promise<void>} */
function listen() {
  return new Promise((done) => server.listen(settings.port, settings.host, done));
}

/**
 * Two addresses, after the gate, become live lines: that of the pages, and that of a diagram's session. In development Next's own socket, which brings edits, is passed on; everything else
 * that wants to upgrade is dropped.
 *
 * @param {http.IncomingMessage} request @param {import("node:stream").Duplex} socket @param {Buffer} head
 */
function upgrade(request, socket, head) {
  socket.on("error", () => {});
  const { url } = request;
  if (refusal(request, settings)) socket.destroy();
  else if (url === "/live" || ROOM.test(url ?? "")) hooks.upgrade(request, socket, head, addressOf(request));
  else if (dev && url?.startsWith("/_next/")) relay.emit("upgrade", request, socket, head);
  else socket.destroy();
}

/** Prepares Next, and waits for the house: Next does not wait for its own boot hook. @returns {Promise<ServerHooks>} */
async function switchOn() {
  const shelf = /** @type {Record<symbol, unknown>} */ (globalThis);
  /** @type {unknown} */
  let failure;
  const failed = (/** @type {unknown} */ error) => {
    failure ??= error;
  };
  shelf[Symbol.for("confer.boot-failed")] = failed;
  await app.prepare().catch(failed);
  for (const until = performance.now() + START_WITHIN; ; await new Promise((done) => setTimeout(done, 5))) {
    running.hooks = /** @type {ServerHooks | undefined} */ (shelf[Symbol.for("confer.server")]);
    if (running.hooks) return running.hooks;
    if (failure)
      await stop(1, isPlain(failure) ? failure.message : String(failure instanceof Error ? failure.stack : failure));
    if (performance.now() > until) await stop(1, "The house did not start within two minutes.");
  }
}

/** The ids of the server actions in this build. @returns {ReadonlySet<string>} */
function actionIds() {
  const { node = {} } = JSON.parse(fs.readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  return new Set(Object.keys(node));
}

/** Lets requests in progress finish for a moment, then closes everything, the database last. @param {number} code @param {string} [reason] */
async function stop(code, reason) {
  if (stopping) return;
  stopping = true;
  if (reason) process.stderr.write(`${reason}\n`);
  setTimeout(() => process.exit(1), STOP_WITHIN).unref();
  setTimeout(() => running.server?.closeAllConnections(), 1_500).unref();
  running.hooks?.hangUp();
  const closed = new Promise((done) => (running.server?.listening ? running.server.close(done) : done(null)));
  running.server?.closeIdleConnections();
  await closed;
  await running.hooks?.stop().catch((error) => logError("stopping", error));
  await running.app?.close().catch(() => {});
  process.exit(code);
}

function readSettings() {
  try {
    return config();
  } catch (error) {
    if (isPlain(error)) giveUp(error.message);
    throw error;
  }
}

/** @param {NodeJS.ErrnoException} error */
function cannotListen({ code, message }) {
  if (code === "EADDRINUSE") return `PORT: ${settings.port} is taken on ${settings.host}.`;
  if (code === "EACCES") return `PORT: ${settings.port} is not for ordinary users.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return `HOST: this machine has no address ${settings.host}.`;
  return message;
}

/** Whether an error is about the surroundings and says all in its one line. @param {unknown} error @returns {error is Error} */
function isPlain(error) {
  return error instanceof Error && ["ConfigError", "EmbeddedError"].includes(error.name);
}

/** @param {string} reason @returns {never} */
function giveUp(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
