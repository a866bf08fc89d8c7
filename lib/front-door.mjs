// @ts-check
import { hasBody, readBody, replay } from "./body.mjs";
import * as gate from "./gate.mjs";
import { logError } from "./log.mjs";

const NOTHING = Buffer.alloc(0);

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

  /** @param {Request} request @param {Response} response */
  return async (request, response) => {
    const id = gate.newId();
    try {
      gate.secure(response, settings, id);
      await welcome(request, response, id);
    } catch (error) {
      if (request.destroyed && !response.writable) return; // The client went away.
      logError("request failed", error, { request: id, method: request.method, path: request.url?.split("?")[0] });
      if (response.headersSent) response.destroy();
      else
        answer(response, 500, "application/json", JSON.stringify({ error: "Something went wrong here.", request: id }));
    }
  };

  /** @param {Request} request @param {Response} response @param {string} id */
  async function welcome(request, response, id) {
    const url = request.url ?? "";
    const isApi = hooks.matches(url);
    const refused = gate.refusal(request, settings) ?? gate.actionRefusal(request, isApi, actions);
    if (refused) return refuse(request, response, refused);

    if (request.headers.expect) response.writeContinue();
    const body = hasBody(request) ? await readBody(request, gate.LARGEST_BODY) : NOTHING;
    if (!body) return refuse(request, response, { status: 413, text: "The body is too large." });

    const ip = addressOf(request);
    // In development Next's own mount of the doors answers, because it sees edits.
    if (isApi && settings.ahead && !dev && (await answerAhead(request, response, body, ip))) return;

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

  /** @param {Request} request @param {Response} response @param {Buffer} body @param {string} ip @returns {Promise<boolean>} */
  async function answerAhead({ method = "", url = "", headers }, response, body, ip) {
    const answered = await hooks.api({ method, url, headers, body, ip });
    if (!answered) return false;
    response.writeHead(answered.status, { ...answered.headers, "Content-Length": Buffer.byteLength(answered.body) });
    response.end(method === "HEAD" ? undefined : answered.body);
    return true;
  }
}

/** @param {Request} request @param {Response} response @param {gate.Refusal} refusal */
function refuse(request, response, { status, text }) {
  // What is left of the request is not read: the connection ends with the answer.
  response.setHeader("Connection", "close");
  answer(response, status, "text/plain; charset=utf-8", `${text}\n`);
  request.resume();
}

/** @param {Response} response @param {number} status @param {string} type @param {string} text */
function answer(response, status, type, text) {
  response.setHeader("Content-Length", Buffer.byteLength(text));
  response.setHeader("Content-Type", type);
  response.writeHead(status).end(text);
}
