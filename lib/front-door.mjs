// @ts-check
import { hasBody, readBody, replay } from "./body.mjs";
import * as gate from "./gate.mjs";
import { logError } from "./log.mjs";

const NOTHING = Buffer.alloc(0);
const LARGE = 64 * 1024;

/**
 * Who answers a request, once it has passed the gate: the program doors ahead of Next, which costs a twentieth of going
 * through it, and Next the rest.
 *
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 * @typedef {import("./server-hooks.ts").ServerHooks} ServerHooks
 *
 * @param {{
 *   settings: import("./config.mjs").Config,
 *   dev: boolean,
 *   hooks: ServerHooks,
 *   pages: (request: Request, response: Response) => Promise<void>,
 *   actions: ReadonlySet<string> | null,
 * }} house
 */
export function frontDoor({ settings, dev, hooks, pages, actions }) {
  const addressOf = gate.addressReader(settings);
  const standing = gate.standingHeaders(settings);
  const always = standing.flatMap((name, n) =>
    n % 2 ? [] : [{ name, key: name.toLowerCase(), value: standing[n + 1] ?? "" }],
  );

  /** @param {Request} request @param {Response} response */
  return async (request, response) => {
    const id = gate.newId();
    try {
      await welcome(request, response, id);
    } catch (error) {
      if (request.destroyed && !response.writable) return; // The client went away.
      logError("request failed", error, { request: id, method: request.method, path: request.url?.split("?")[0] });
      if (response.headersSent) return void response.destroy();
      gate.secure(response, standing, id);
      answer(response, 500, "application/json", JSON.stringify({ error: "Something went wrong here.", request: id }));
    }
  };

  /** @param {Request} request @param {Response} response @param {string} id */
  async function welcome(request, response, id) {
    const { method = "", url = "", headers } = request;
    const isApi = hooks.matches({ method, url, headers });
    const refused = gate.refusal(request, settings) ?? gate.actionRefusal(request, isApi, actions);
    const body = refused ? null : await bodyOf(request, response);
    if (refused || !body) {
      gate.secure(response, standing, id);
      return refuse(request, response, refused ?? { status: 413, text: "The body is too large." }, isApi);
    }
    const ip = addressOf(request);
    // In development Next's own mount of the doors answers, because it sees edits.
    if (isApi && settings.ahead && !dev && (await answerAhead(request, response, { body, ip, id }))) return;

    gate.secure(response, standing, id);
    const nonce = gate.newNonce();
    const policy = gate.pagePolicy(nonce, (request.headers.host ?? "").toLowerCase(), settings, dev);
    gate.rewriteHeaders(request, settings, { ip, id, nonce, policy });
    if (!isApi) {
      response.setHeader("Content-Security-Policy", policy);
      if (url.startsWith("/_next/static/")) response.removeHeader("Cache-Control");
      else gate.keepPrivate(response);
    }
    await pages(hasBody(request) ? replay(request, body) : request, response);
  }

  /** The whole body, or null when it is too large. @param {Request} request @param {Response} response */
  async function bodyOf(request, response) {
    if (request.headers.expect) response.writeContinue();
    return hasBody(request) ? await readBody(request, gate.largestBody(request)) : NOTHING;
  }

  /**
   * The head goes out as one list: setting each header by itself costs as much as answering.
   *
   * @param {Request} request @param {Response} response @param {{ body: Buffer, ip: string, id: string }} told
   * @returns {Promise<boolean>}
   */
  async function answerAhead({ method = "", url = "", headers }, response, { body, ip, id }) {
    const answered = await hooks.api({ method, url, headers, body, ip });
    if (!answered) return false;
    // A small text leaves in one piece with its head; of a large one the bytes are counted and sent without a second look.
    const whole = answered.body.length > LARGE ? Buffer.from(answered.body) : answered.body;
    const head = ["X-Request-Id", id];
    if (answered.status !== 204) head.push("Content-Length", String(Buffer.byteLength(whole)));
    for (const name in answered.headers) head.push(name, answered.headers[name] ?? "");
    for (const cookie of answered.cookies ?? []) head.push("Set-Cookie", cookie);
    for (const { name, key, value } of always) if (!(key in answered.headers)) head.push(name, value);
    response.writeHead(answered.status, head);
    response.end(method === "HEAD" ? undefined : whole);
    return true;
  }
}

/** @param {Request} request @param {Response} response @param {gate.Refusal} refusal @param {boolean} isApi */
function refuse(request, response, { status, text }, isApi) {
  // What is left of the request is not read: the connection ends with the answer.
  response.setHeader("Connection", "close");
  // TMI's clients read every refusal as its error (tmi.md 1).
  if (isApi && !request.url?.startsWith("/1.0/")) {
    const error = status === 413 ? "payload_too_large" : "invalid_input";
    const told = JSON.stringify({ error, error_description: text });
    answer(response, status, "application/json; charset=utf-8", told);
  } else {
    answer(response, status, "text/plain; charset=utf-8", `${text}\n`);
  }
  request.resume();
}

/** @param {Response} response @param {number} status @param {string} type @param {string} text */
function answer(response, status, type, text) {
  response.setHeader("Content-Length", Buffer.byteLength(text));
  response.setHeader("Content-Type", type);
  response.writeHead(status).end(text);
}
