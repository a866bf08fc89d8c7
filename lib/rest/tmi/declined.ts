import type { Refusal, RefusalCode } from "../../domain/refusal";

/** What this door alone refuses, in TMI's own words. */
export class Declined extends Error {
  override name = "Declined";
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** The same refusal as HTTP and as TMI's `error` (tmi.md 1). */
const words: Record<RefusalCode, readonly [status: number, error: string]> = {
  "signed-out": [401, "unauthorized"],
  "wrong-password": [401, "unauthorized"],
  "token-scope": [403, "forbidden"],
  invalid: [400, "invalid_input"],
  "not-found": [404, "not_found"],
  "no-environment": [404, "not_found"],
  forbidden: [403, "forbidden"],
  exists: [409, "conflict"],
  "wrong-state": [409, "conflict"],
  "in-use": [409, "conflict"],
  limit: [409, "conflict"],
  "too-many": [429, "rate_limit_exceeded"],
};

/** The Bearer challenge of RFC 6750: without an error where nothing was shown. */
export const challenge = (shown: boolean): Record<string, string> => ({
  "www-authenticate": shown ? 'Bearer realm="confer", error="invalid_token"' : 'Bearer realm="confer"',
});

export function declinedFor(refusal: Refusal): Declined {
  const [status, code] = words[refusal.code];
  const { retryAfter } = refusal.detail;
  return new Declined(status, code, refusal.message, {
    ...(status === 401 ? challenge(true) : {}),
    ...(retryAfter ? { "retry-after": String(retryAfter) } : {}),
  });
}

/** A refusal's words are shown by strict clients: one line, without what their pattern excludes. */
export const errorBody = ({ code, message }: Declined) => ({
  error: code,
  error_description: message.replace(/\p{Cc}/gu, " ").slice(0, 1000),
});
