// @ts-check
import fs from "node:fs";
import http from "node:http";
import { hasBody, readBody, replay } from "./lib/body.mjs";
import { config } from "./lib/config.mjs";
import * as gate from "./lib/gate.mjs";
import { logConsole, logError } from "./lib/log.mjs";
import { buildIfStale } from "./scripts/build.mjs";

/**
 * One port. Every request passes the gate; the program doors answer theirs ahead of Next, which costs a twentieth of going
 * through it; Next answers the rest and never sees an upgrade. The house behind it is switched on by `instrumentation.ts`.
 *
 * @typedef {import("./lib/server-hooks.ts").ServerHooks} ServerHooks
 */

const began = performance.now();
const dev = process.argv.includes("--dev");
const LONGEST_START = 120_000;
const STOP_WITHIN = 4_500;

/** What there is to stop, as it comes. @type {{ hooks?: ServerHooks, server?: http.Server, app?: { close(): Promise<void> } }} */
const house = {};
let stopping = false;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) giveUp(`Confer needs Node 20.19 or newer; this is ${process.versions.node}.`);
process.chdir(import.meta.dirname);

/** @type {Record<string, string | undefined>} */ (process.env).NODE_ENV = dev ? "development" : "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.env.AUTH_TRUST_HOST ??= "1"; // The gate vouches for the host.

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(0));
const settings = orGiveUp(config);
const addressOf = gate.addressReader(settings);
if (!dev) await buildIfStale(console.log).catch((error) => giveUp(`The build failed.\n${error.message}`));

const relay = new http.Server(); // Next listens for upgrades here, and hears of those we pass on.
const { default: next } = await import("next");
const app = house.app = next({ dev, port: settings.port, hostname: settings.host, httpServer: relay, quiet: !dev });
const server = house.server = http.createServer(
  { maxHeaderSize: 64 * 1024, headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 10_000, connectionsCheckingInterval: 2_000 },
  receive,
);
await switchOn();
const handle = app.getRequestHandler();
const actions = dev ? null : actionIds();

server.on("checkContinue", receive);
server.on("upgrade", upgrade);
server.on("error", (error) => stop(1, /** @type {NodeJS.ErrnoException} */ (error).code === "EADDRINUSE" ? `PORT: ${settings.port} is taken on ${settings.host}.` : error.message));
server.listen(settings.port, settings.host, () => {
  for (const line of ["", `Confer     ${settings.url}`, ...(house.hooks?.banner() ?? []), `Ready in ${Math.round(performance.now() - began)} ms. Ctrl-C stops everything.`]) console.log(line);
  if (!dev) logConsole();
});
process.on("uncaughtException", (error) => {
  logError("uncaught", error);
  stop(1);
});
process.on("unhandledRejection", (error) => logError("unhandled", error));

/** @param {http.IncomingMessage} request @param {http.ServerResponse} response */
async function receive(request, response) {
  const id = gate.newId();
  try {
    gate.secure(response, settings, id);
    const url = request.url ?? "";
    const isApi = house.hooks?.matches(url) ?? false;
    const refused = gate.refusal(request, settings) ?? gate.actionRefusal(request, isApi, actions);
    if (refused) return refuse(request, response, refused);

    if (request.headers.expect) response.writeContinue();
    const body = hasBody(request) ? await readBody(request, gate.LARGEST_BODY) : Buffer.alloc(0);
    if (!body) return refuse(request, response, { status: 413, text: "The body is too large." });

    const nonce = gate.newNonce();
    const policy = gate.pagePolicy(nonce, (request.headers.host ?? "").toLowerCase(), settings, dev);
    gate.rewriteHeaders(request, settings, { ip: addressOf(request), id, nonce, policy });
    // In development Next's own mount of the doors answers, because it sees edits.
    if (isApi && settings.ahead && !dev && (await answerAhead(request, response, body))) return;
    if (!isApi) {
      response.setHeader("Content-Security-Policy", policy);
      if (url.startsWith("/_next/static/")) response.removeHeader("Cache-Control");
      else gate.keepPrivate(response);
    }
    await handle(hasBody(request) ? replay(request, body) : request, response);
  } catch (error) {
    if (request.destroyed && !response.writable) return; // The client went away.
    logError("request failed", error, { request: id, method: request.method, path: request.url?.split("?")[0] });
    if (response.headersSent) response.destroy();
    else answer(response, 500, "application/json", JSON.stringify({ error: "Something went wrong here.", request: id }));
  }
}

/** @param {http.IncomingMessage} request @param {http.ServerResponse} response @param {Buffer} body @returns {Promise<boolean>} */
async function answerAhead(request, response, body) {
  const { method = "", url = "", headers } = request;
  const answered = await house.hooks?.api({ method, url, headers, body, ip: String(headers["x-forwarded-for"]) });
  if (!answered) return false;
  for (const [name, value] of Object.entries(answered.headers)) response.setHeader(name, value);
  response.setHeader("Content-Length", Buffer.byteLength(answered.body));
  response.writeHead(answered.status).end(method === "HEAD" ? undefined : answered.body);
  return true;
}

/** @param {http.IncomingMessage} request @param {http.ServerResponse} response @param {gate.Refusal} refusal */
function refuse(request, response, { status, text }) {
  // What is left of the request is not read: the connection ends with the answer.
  response.setHeader("Connection", "close");
  answer(response, status, "text/plain; charset=utf-8", `${text}\n`);
  request.resume();
}

/** @param {http.ServerResponse} response @param {number} status @param {string} type @param {string} text */
function answer(response, status, type, text) {
  response.setHeader("Content-Length", Buffer.byteLength(text));
  response.setHeader("Content-Type", type).writeHead(status).end(text);
}

/** The door for live editors will be here: one path, after the gate; whatever else wants to upgrade is dropped. @param {http.IncomingMessage} request @param {import("node:stream").Duplex} socket @param {Buffer} head */
function upgrade(request, socket, head) {
  socket.on("error", () => {});
  if (dev && !gate.refusal(request, settings) && request.url?.startsWith("/_next/")) relay.emit("upgrade", request, socket, head);
  else socket.destroy();
}

/** Prepares Next, and waits for the house: Next does not wait for its own boot hook. @returns {Promise<void>} */
async function switchOn() {
  const shelf = /** @type {Record<symbol, unknown>} */ (globalThis);
  /** @type {unknown} */
  let failure;
  shelf[Symbol.for("confer.boot-failed")] = (/** @type {unknown} */ error) => (failure = error);
  await app.prepare().catch((error) => (failure ??= error));
  while (!house.hooks) {
    if (failure) stop(1, isPlain(failure) ? failure.message : String(/** @type {Error} */ (failure).stack ?? failure));
    if (performance.now() - began > LONGEST_START + 60_000) stop(1, "The house did not start within two minutes.");
    await new Promise((done) => setTimeout(done, 5));
    house.hooks = /** @type {ServerHooks | undefined} */ (shelf[Symbol.for("confer.server")]);
  }
}

/** The ids of the server actions in this build. @returns {ReadonlySet<string>} */
function actionIds() {
  const { node = {} } = JSON.parse(fs.readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  return new Set(Object.keys(node));
}

/** @param {number} code @param {string} [reason] */
async function stop(code, reason) {
  if (stopping) return;
  stopping = true;
  if (reason) process.stderr.write(`${reason}\n`);
  setTimeout(() => process.exit(1), STOP_WITHIN).unref();
  house.server?.close();
  house.server?.closeIdleConnections();
  setTimeout(() => house.server?.closeAllConnections(), 1_500).unref();
  await house.hooks?.stop().catch((error) => logError("stopping", error));
  await house.app?.close().catch(() => {});
  process.exit(code);
}

/** @template T @param {() => T} read @returns {T} */
function orGiveUp(read) {
  try {
    return read();
  } catch (error) {
    if (isPlain(error)) giveUp(error.message);
    throw error;
  }
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
