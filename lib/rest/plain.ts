/**
 * A request and an answer as plain objects: what the program doors speak, because building the platform's own `Request` and
 * `Response` costs more than most handlers do. `url` is path and query as received; `body` is whole and already bounded.
 */
export type PlainRequest = {
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  ip: string;
};

/** `cookies` are whole Set-Cookie lines. */
export type PlainAnswer = {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  cookies?: readonly string[];
};
