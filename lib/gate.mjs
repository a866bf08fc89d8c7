// @ts-check
import { randomBytes, randomUUID } from "node:crypto";
import net from "node:net";
import { splitNetwork } from "./config.mjs";

/**
 * What stands before every request, whoever answers it: the refusals that need no knowledge of the house, the headers that
 * every answer carries, and who is really asking. Nothing behind the gate sees a header in which a client could lie about that.
 *
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 * @typedef {import("./config.mjs").Config} Config
 * @typedef {{ status: number, text: string }} Refusal
 */

/** Bytes of a body (S-63). */
export const LARGEST_BODY = 256 * 1024;
/** A diagram's cells come all at once, ten thousand of them, and a cell as an editor writes it takes some 800 bytes. */
export const LARGEST_DIAGRAM = 8 * 1024 * 1024;
/** A threat model that is taken in comes packed, whole, and from the page of threat models alone. */
export const LARGEST_FILE = 3 * 1024 * 1024;
const MODELS = /^\/threat-models\/?(?:\?|$)/;
const DIAGRAM = /^(?:\/v1)?\/threat_models\/[^/?]+\/diagrams\/[^/?]+\/?(?:\?|$)/;
const LONGEST_URL = 32 * 1024;
const MOST_HEADERS = 64;
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
// An origin-form target as RFC 9112 has it: a path, never a whole URL, no spaces, backslashes, controls or fragments.
const ORIGIN_FORM = /^\/(?!\/)[!\x24-\x5b\x5d-\x7e"]*$/;
const FORM = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i;
// Headers by which a client could speak as our proxy, or as Next to itself.
const NOT_FOR_CLIENTS =
  /^(x-forwarded-.*|forwarded|x-real-ip|x-nonce|x-request-id|x-confer-.*|x-middleware-.*|content-security-policy.*)$/;

/** How many bytes a body may have (S-63): a whole diagram or file more than others, from whoever shows a key. @param {Request} request */
export function largestBody({ method = "", url = "", headers }) {
  if (/^(PUT|PATCH)$/.test(method) && (headers.authorization || headers.cookie) && DIAGRAM.test(url))
    return LARGEST_DIAGRAM;
  return method === "POST" && headers.cookie && headers["next-action"] && MODELS.test(url)
    ? LARGEST_FILE
    : LARGEST_BODY;
}

/** Why a request goes no further, before anything of it is read but its head. @param {Request} request @param {Config} config @returns {Refusal | null} */
export function refusal(request, config) {
  const { method = "", url = "", rawHeaders, headers } = request;
  if (rawHeaders.length / 2 > MOST_HEADERS) return { status: 431, text: "Too many headers." };
  if (url.length > LONGEST_URL) return { status: 414, text: "The address is too long." };
  if (!METHODS.has(method)) return { status: 501, text: "This method is not known here." };
  if (!ORIGIN_FORM.test(url)) return { status: 400, text: "The address is not well formed." };
  let hosts = 0;
  for (let n = 0; n < rawHeaders.length; n += 2) if (rawHeaders[n]?.toLowerCase() === "host") hosts += 1;
  if (hosts !== 1) return { status: 400, text: "Say one Host." };
  if (!config.hosts.has((headers.host ?? "").toLowerCase())) {
    return {
      status: 421,
      text: "This is no address of this house. Whoever runs it names its public address in CONFER_URL.",
    };
  }
  if (Number(headers["content-length"] ?? 0) > largestBody(request))
    return { status: 413, text: "The body is too large." };
  if (/^\/_next\/image\b/.test(url)) return { status: 404, text: "Not found." };
  return null;
}

/**
 * Server actions are decoded by Next before any code of ours runs, and that decoder has had holes: only a POST to a page, that
 * names an action of this build, gets there. Forms without an action's name (a page without its scripts) never do.
 *
 * @param {Request} request
 * @param {boolean} isApi
 * @param {ReadonlySet<string> | null} actions the ids of this build; null where they are not known (development)
 * @returns {Refusal | null}
 */
export function actionRefusal({ method, url = "", headers }, isApi, actions) {
  const action = headers["next-action"];
  if (action !== undefined) {
    const known = typeof action === "string" && (actions?.has(action) ?? /^[0-9a-f]{40,44}$/.test(action));
    if (method !== "POST" || isApi || url.startsWith("/api/") || !known)
      return { status: 404, text: "No such action." };
    if (!isFromOwnPage(headers)) return { status: 403, text: "This is asked by the house's own pages." };
  } else if (method === "POST" && !isApi && !url.startsWith("/api/") && FORM.test(headers["content-type"] ?? "")) {
    return { status: 415, text: "Forms are sent by the page's own script." };
  }
  return null;
}

/**
 * Browsers say which page asks; what is no browser says nothing, and has no cookie of anybody's (S-46).
 *
 * @param {import("node:http").IncomingHttpHeaders} headers
 */
function isFromOwnPage({ origin, host = "", "sec-fetch-site": site }) {
  if (site !== undefined && site !== "same-origin") return false;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host.toLowerCase());
}

/** The one who asks: the other end of the connection, or whom a proxy of ours names. @param {Config} config */
export function addressReader(config) {
  if (config.trustProxy.length === 0) {
    return (/** @type {Request} */ request) => plainAddress(request.socket.remoteAddress ?? "");
  }
  const trusted = new net.BlockList();
  for (const proxy of config.trustProxy) {
    const [address, prefix] = splitNetwork(proxy);
    const family = net.isIP(address) === 6 ? "ipv6" : "ipv4";
    if (prefix === null) trusted.addAddress(address, family);
    else trusted.addSubnet(address, prefix, family);
  }
  /** @param {string} address */
  const isTrusted = (address) => trusted.check(address, net.isIP(address) === 6 ? "ipv6" : "ipv4");

  /** @param {Request} request @returns {string} */
  return (request) => {
    let address = plainAddress(request.socket.remoteAddress ?? "");
    const named = String(request.headers["x-forwarded-for"] ?? "").split(",");
    // From the nearest to the farthest, as long as the one who tells is trusted.
    while (named.length && net.isIP(address) && isTrusted(address)) {
      const before = plainAddress((named.pop() ?? "").trim());
      if (!net.isIP(before)) break;
      address = before;
    }
    return address;
  };
}

/** @param {string} address */
const plainAddress = (address) =>
  // Most are plain already.
  address.includes(":") ? (address.replace(/^::ffff:(?=\d+\.)/i, "").split("%")[0] ?? "") : address;

/**
 * Rewrites what the request says about its own way here, so that Next and everything behind it may believe it: who asks
 * (`x-forwarded-for`), by which name and scheme, its id, and the nonce that Next puts on its scripts.
 *
 * @param {Request} request @param {Config} config @param {{ ip: string, id: string, nonce: string, policy: string }} told
 */
export function rewriteHeaders(request, config, { ip, id, nonce, policy }) {
  for (const name of Object.keys(request.headers)) if (NOT_FOR_CLIENTS.test(name)) delete request.headers[name];
  const host = (request.headers.host ?? "").toLowerCase();
  const isPublic = host === new URL(config.url).host;
  request.headers["x-forwarded-for"] = ip;
  request.headers["x-forwarded-host"] = host;
  request.headers["x-forwarded-proto"] = isPublic && config.urlIsHttps ? "https" : "http";
  request.headers["x-request-id"] = id;
  request.headers["x-nonce"] = nonce;
  request.headers["content-security-policy"] = policy;
}

export const newId = () => randomUUID();
export const newNonce = () => randomBytes(16).toString("base64");

/** What a page may load and run: itself, and scripts that carry this request's nonce. @param {string} nonce @param {string} host @param {Config} config @param {boolean} dev */
export function pagePolicy(nonce, host, config, dev) {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // Attributes only: positions of cells and menus, rendered by the server. A style element needs the nonce.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src 'self' ws://${host} wss://${host}`,
    "worker-src 'self' blob:",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    ...(config.urlIsHttps && host === new URL(config.url).host ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** An answer for programs is never a page, whatever it holds. */
export const API_POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

/** The headers of every answer but its id (S-77), as pairs one after the other. @param {Config} config @returns {readonly string[]} */
export function standingHeaders(config) {
  const pairs = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Content-Security-Policy": API_POLICY,
    "Cache-Control": "no-store",
    ...(config.urlIsHttps ? { "Strict-Transport-Security": "max-age=31536000" } : {}),
  };
  return Object.entries(pairs).flat();
}

/** @param {Response} response @param {readonly string[]} standing @param {string} id */
export function secure(response, standing, id) {
  response.setHeader("X-Request-Id", id);
  for (let n = 0; n < standing.length; n += 2) response.setHeader(standing[n] ?? "", standing[n + 1] ?? "");
}

/** Pages are made for one person: whatever Next thinks of caching them, they are not stored. @param {Response} response */
export function keepPrivate(response) {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    setHeader(name, name.toLowerCase() === "cache-control" ? "private, no-store" : value);
}
