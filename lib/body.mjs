// @ts-check
import { IncomingMessage } from "node:http";

/**
 * Bodies are read whole, and bounded, before anybody looks at them.
 *
 * @typedef {import("node:http").IncomingMessage} Request
 */

/** @param {Request} request */
export const hasBody = ({ headers }) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** The whole body, or null as soon as it is longer than `most` bytes. @param {Request} request @param {number} most @returns {Promise<Buffer | null>} */
export async function readBody(request, most) {
  /** @type {Buffer[]} */
  const chunks = [];
  let length = 0;
  // Leaving the loop early must not destroy the connection: a refusal is still to be written on it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** The same request with its body ready to be read again, for Next. @param {Request} request @param {Buffer} body @returns {Request} */
export function replay(request, body) {
  const again = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  delete headers["transfer-encoding"];
  Object.assign(again, {
    method,
    url,
    headers,
    rawHeaders,
    httpVersion,
    httpVersionMajor,
    httpVersionMinor,
    complete: true,
  });
  again.headers["content-length"] = String(body.length);
  again.push(body);
  again.push(null);
  return again;
}
