// @ts-check
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

/**
 * Everything the house reads from its environment, read once and judged before anything starts. A value that cannot be meant
 * throws a `ConfigError` of one line. No other file reads a setting from `process.env`.
 *
 * @typedef {{ id: "github" | "google" | "oidc", name: string, clientId: string, clientSecret: string, issuer?: string }} Provider
 * @typedef {Readonly<{
 *   port: number,
 *   host: string,
 *   url: string,
 *   urlIsHttps: boolean,
 *   hosts: ReadonlySet<string>,
 *   exposed: boolean,
 *   dataDir: string,
 *   databaseUrl: string | null,
 *   redisUrl: string | null,
 *   secrets: readonly string[],
 *   smtpUrl: string | null,
 *   signup: "open" | "invite",
 *   rateLimit: boolean,
 *   caps: Caps,
 *   demo: "auto" | boolean,
 *   trustProxy: readonly string[],
 *   ahead: boolean,
 *   hostLeaves: "stays" | "end",
 *   clients: ReadonlySet<string>,
 *   providers: readonly Provider[],
 * }>} Config
 * @typedef {Readonly<{ seats: number, socketsOfPerson: number, socketsOfAddress: number, strikes: number }>} Caps
 * `url` is the public address without a slash at its end; `hosts` holds the Host headers that are answered, in lower case;
 * `clients` holds the origins of other sites whose pages may call the API in a browser, and where sign-ins may lead back to;
 * `exposed` is true when somebody beyond this machine can reach the house; `secrets` holds the newest first.
 * `caps` bound what may be open at once (S-50 to S-60), whatever `rateLimit` says: sockets of a session, of one person in it, and of
 * one address on this node; and how many messages of a socket may be none of the protocol.
 * @typedef {Record<string, string | undefined>} Env
 */

export class ConfigError extends Error {
  name = "ConfigError";
}

const CONFIG = Symbol.for("confer.config");

/** The configuration of this process, read at the first call. @returns {Config} */
export function config() {
  const shelf = /** @type {Record<symbol, Config | undefined>} */ (globalThis);
  shelf[CONFIG] ??= readConfig(process.env);
  return shelf[CONFIG];
}

/** Reads and judges the environment; makes the secret of an embedded house when there is none yet. @param {Env} env @returns {Config} */
export function readConfig(env) {
  const port = readPort(env);
  const host = env.HOST || "127.0.0.1";
  if (!isHostName(host)) refuse("HOST", `"${host}" is no address to listen on`);
  const publicUrl = readUrl(env, "CONFER_URL", ["http:", "https:"]);
  if (publicUrl && publicUrl.href !== `${publicUrl.origin}/`)
    refuse("CONFER_URL", "an address without a path, as https://confer.example.org");
  const databaseUrl = readUrl(env, "DATABASE_URL", ["postgres:", "postgresql:"]) ? (env.DATABASE_URL ?? null) : null;
  const demo = readDemo(env);
  const exposed = !isLoopback(host) || (publicUrl !== null && !isLoopback(publicUrl.hostname));
  if (exposed && !databaseUrl && demo === "auto") {
    const cause = isLoopback(host) ? "CONFER_URL is public" : `HOST=${host} is open to others`;
    refuse(
      "CONFER_DEMO",
      `${cause} and the demo's passwords are known: say CONFER_DEMO=1 to show the demo there, or CONFER_DEMO=0 for an empty house`,
    );
  }
  const dataDir = path.resolve(/* turbopackIgnore: true */ env.CONFER_DATA_DIR || ".data");
  const url = publicUrl?.origin ?? `http://${localName(host)}:${port}`;

  return Object.freeze({
    port,
    host,
    url,
    urlIsHttps: url.startsWith("https:"),
    hosts: answeredHosts(host, port, publicUrl),
    exposed,
    dataDir,
    databaseUrl,
    redisUrl: readRedis(env),
    smtpUrl: readUrl(env, "SMTP_URL", ["smtp:", "smtps:"]) ? (env.SMTP_URL ?? null) : null,
    signup: readChoice(env, "CONFER_SIGNUP", /** @type {const} */ (["open", "invite"])),
    rateLimit: readChoice(env, "CONFER_RATE_LIMIT", /** @type {const} */ (["on", "off"])) === "on",
    caps: Object.freeze({
      seats: readCount(env, "CONFER_SEATS", 50),
      socketsOfPerson: readCount(env, "CONFER_SOCKETS_OF_PERSON", 5),
      socketsOfAddress: readCount(env, "CONFER_SOCKETS_OF_ADDRESS", 100),
      strikes: readCount(env, "CONFER_STRIKES", 3),
    }),
    demo,
    trustProxy: readProxies(env),
    clients: readClients(env),
    hostLeaves: readChoice(env, "CONFER_HOST_LEAVES", /** @type {const} */ (["stays", "end"])),
    ahead: readChoice(env, "CONFER_AHEAD", /** @type {const} */ (["on", "off"])) === "on",
    providers: Object.freeze(readProviders(env)),
    secrets: Object.freeze(readSecrets(env, databaseUrl ? null : dataDir)),
  });
}

/** Splits "address" and "address/prefix". @param {string} text @returns {[address: string, prefix: number | null]} */
export function splitNetwork(text) {
  const [address = "", prefix] = text.split("/");
  return [address, prefix === undefined ? null : Number(prefix)];
}

/** @param {string} name @param {string} reason @returns {never} */
function refuse(name, reason) {
  throw new ConfigError(`${name}: ${reason}.`);
}

/** @param {Env} env */
function readPort(env) {
  const text = env.PORT || "8080";
  if (!/^[1-9]\d{0,4}$/.test(text) || Number(text) > 65_535)
    refuse("PORT", `"${text}" is no port; a number from 1 to 65535 is`);
  return Number(text);
}

/** @param {Env} env @param {string} name @param {string[]} protocols @returns {URL | null} */
function readUrl(env, name, protocols) {
  const text = env[name];
  if (!text) return null;
  // The value may hold a password, so the refusal never repeats it.
  if (!URL.canParse(text)) refuse(name, `not a URL; it begins with ${protocols.join("// or ")}//`);
  const url = new URL(text);
  if (!protocols.includes(url.protocol)) refuse(name, `it must begin with ${protocols.join("// or ")}//`);
  return url;
}

/** @param {Env} env @returns {string | null} */
function readRedis(env) {
  const url = readUrl(env, "REDIS_URL", ["redis:", "rediss:"]);
  if (url && !/^(\/\d*)?$/.test(url.pathname))
    refuse("REDIS_URL", "after the host comes a number or nothing, as redis://host/1");
  return url && (env.REDIS_URL ?? null);
}

/**
 * The first choice is the default.
 * @template {string} T
 * @param {Env} env @param {string} name @param {readonly T[]} choices @returns {T}
 */
function readChoice(env, name, choices) {
  const text = env[name] || choices[0];
  const choice = choices.find((one) => one === text);
  return choice ?? refuse(name, `"${text}" is not one of ${choices.join(", ")}`);
}

/** @param {Env} env @param {string} name @param {number} usual */
function readCount(env, name, usual) {
  const text = env[name] || String(usual);
  if (!/^[1-9]\d{0,6}$/.test(text)) refuse(name, `"${text}" is no count; a number from 1 to 9999999 is`);
  return Number(text);
}

/** @param {Env} env @returns {"auto" | boolean} */
function readDemo(env) {
  if (!env.CONFER_DEMO) return "auto";
  return readChoice(env, "CONFER_DEMO", ["0", "1"]) === "1";
}

/** @param {Env} env */
function readProxies(env) {
  const proxies = (env.CONFER_TRUST_PROXY ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
  for (const proxy of proxies) {
    const [address, prefix] = splitNetwork(proxy);
    const bits = net.isIP(address) === 4 ? 32 : 128;
    const fits = prefix === null || (Number.isInteger(prefix) && prefix >= 0 && prefix <= bits);
    if (!net.isIP(address) || !fits)
      refuse("CONFER_TRUST_PROXY", `"${proxy}" is neither an address nor a network as 10.0.0.0/8`);
  }
  return Object.freeze(proxies);
}

/** @param {Env} env @returns {ReadonlySet<string>} */
function readClients(env) {
  const named = (env.CONFER_CLIENTS ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
  for (const origin of named) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin || !/^https?:/.test(origin))
      refuse("CONFER_CLIENTS", `"${origin}" is no origin as https://tmi.example.org`);
  }
  return new Set(named);
}

/** @param {Env} env @returns {Provider[]} */
function readProviders(env) {
  /** @type {Provider[]} */
  const providers = [];
  for (const [id, name] of /** @type {const} */ ([
    ["github", "GitHub"],
    ["google", "Google"],
    ["oidc", env.OIDC_NAME || "Single sign-on"],
  ])) {
    const variable = id.toUpperCase();
    const clientId = env[`${variable}_ID`];
    const clientSecret = env[`${variable}_SECRET`];
    const issuer = id === "oidc" ? readIssuer(env) : undefined;
    if (!clientId && !clientSecret && !issuer) continue;
    if (!clientId) refuse(`${variable}_ID`, "missing, while its neighbours are set");
    if (!clientSecret) refuse(`${variable}_SECRET`, "missing, while its neighbours are set");
    if (id === "oidc" && !issuer) refuse("OIDC_ISSUER", "missing, while its neighbours are set");
    providers.push(Object.freeze({ id, name, clientId, clientSecret, ...(issuer ? { issuer } : {}) }));
  }
  return providers;
}

/** @param {Env} env @returns {string | undefined} */
function readIssuer(env) {
  const issuer = readUrl(env, "OIDC_ISSUER", ["https:", "http:"]);
  if (!issuer) return undefined;
  if (issuer.protocol === "http:" && !isLoopback(issuer.hostname))
    refuse("OIDC_ISSUER", "plain http is only for this machine");
  return issuer.href.replace(/\/$/, "");
}

const SHORTEST_SECRET = 32;
const LOOKS_DEFAULT =
  /change.?me|change.?this|your.?secret|password|example|default|placeholder|insecure|12345678|abcdefgh/i;

/**
 * "new,old" keeps two keys alive while they are exchanged.
 * @param {Env} env @param {string | null} dataDir where a secret may be kept; null when it must be given
 * @returns {string[]}
 */
function readSecrets(env, dataDir) {
  if (!env.CONFER_SECRET) {
    if (!dataDir)
      refuse("CONFER_SECRET", "needed with DATABASE_URL: 32 random characters or more, the same on every node");
    return [keptSecret(dataDir)];
  }
  const secrets = env.CONFER_SECRET.split(",").map((one) => one.trim());
  if (secrets.length > 2) refuse("CONFER_SECRET", "at most two, as new,old");
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET)
      refuse("CONFER_SECRET", `too short; ${SHORTEST_SECRET} random characters or more`);
    if (LOOKS_DEFAULT.test(secret) || new Set(secret).size < 8)
      refuse("CONFER_SECRET", "easy to guess; use random characters, as from openssl rand -base64 48");
  }
  return secrets;
}

/** @param {string} dataDir */
function keptSecret(dataDir) {
  const file = path.join(dataDir, "secret");
  try {
    makeDirectory(dataDir, 0o700);
    if (!fs.existsSync(file)) writeOnce(file, randomBytes(48).toString("base64url"));
    const secret = fs.readFileSync(file, "utf8").trim();
    if (secret.length < SHORTEST_SECRET) refuse("CONFER_SECRET", `the one kept in ${file} is damaged`);
    return secret;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    return refuse(
      "CONFER_DATA_DIR",
      `${dataDir} cannot be used (${/** @type {NodeJS.ErrnoException} */ (error).code})`,
    );
  }
}

/**
 * Makes a directory with a mode, and those above it as usual: `mkdir`'s own recursion gives the mode to all of them, and never
 * ends below /proc.
 *
 * @param {string} directory @param {number} mode
 */
export function makeDirectory(directory, mode) {
  if (fs.existsSync(directory)) return;
  makeDirectory(path.dirname(directory), 0o755);
  try {
    fs.mkdirSync(directory, { mode });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
}

/** Whole or not at all, and never over another's: two processes may start at once. @param {string} file @param {string} text */
function writeOnce(file, text) {
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, text, { mode: 0o600 });
  try {
    fs.linkSync(draft, file);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code !== "EEXIST") fs.copyFileSync(draft, file, fs.constants.COPYFILE_EXCL);
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/** @param {string} host */
const isHostName = (host) => net.isIP(host) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host);

/** @param {string} host */
function isLoopback(host) {
  const name = host.toLowerCase().replace(/^\[|\]$/g, "");
  return name === "localhost" || name === "::1" || (net.isIP(name) === 4 && name.startsWith("127."));
}

/** @param {string} host */
const isEverywhere = (host) => host === "0.0.0.0" || host === "::";

/** @param {string} host */
const bracketed = (host) => (net.isIP(host) === 6 ? `[${host}]` : host.toLowerCase());

/** @param {string} host */
const localName = (host) => (isLoopback(host) || isEverywhere(host) ? "localhost" : bracketed(host));

/** @param {string} host @param {number} port @param {URL | null} publicUrl @returns {ReadonlySet<string>} */
function answeredHosts(host, port, publicUrl) {
  const names = ["localhost", "127.0.0.1", "[::1]", ...(isEverywhere(host) ? ownAddresses() : [bracketed(host)])];
  const hosts = new Set(names.map((name) => `${name}:${port}`));
  if (port === 80) for (const name of names) hosts.add(name);
  if (publicUrl) hosts.add(publicUrl.host.toLowerCase());
  return hosts;
}

function ownAddresses() {
  const interfaces = Object.values(os.networkInterfaces()).flatMap((one) => one ?? []);
  return [...interfaces.map((one) => bracketed(one.address.split("%")[0] ?? "")), os.hostname().toLowerCase()];
}
