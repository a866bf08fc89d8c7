import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import type { Config } from "./config.mjs";
import { actionRefusal, addressReader, largestBody, rewriteHeaders } from "./gate.mjs";

const asked = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage;

/** Who asks, for a house that trusts these proxies. */
const who = (trustProxy: string[], remoteAddress: string, forwarded?: string) =>
  addressReader({ trustProxy } as unknown as Config)(
    asked(remoteAddress, forwarded === undefined ? {} : { "x-forwarded-for": forwarded }),
  );

describe("who asks (S-66)", () => {
  test("is the other end of the connection, whatever is said about it", () => {
    expect(who([], "203.0.113.9", "10.0.0.1")).toBe("203.0.113.9");
    expect(who([], "::ffff:203.0.113.9")).toBe("203.0.113.9");
    expect(who([], "fe80::1%eth0")).toBe("fe80::1");
    expect(who(["10.0.0.0/8"], "203.0.113.9", "192.0.2.1")).toBe("203.0.113.9");
  });

  test("is whom the nearest proxy of ours names, not what that one was told", () => {
    expect(who(["10.0.0.0/8"], "10.1.2.3", "203.0.113.9")).toBe("203.0.113.9");
    expect(who(["10.0.0.0/8"], "10.1.2.3", "127.0.0.1, 203.0.113.9")).toBe("203.0.113.9");
    expect(who(["10.0.0.0/8"], "::ffff:10.1.2.3", "1.1.1.1, 203.0.113.9, 10.9.9.9")).toBe("203.0.113.9");
    expect(who(["2001:db8::/32"], "2001:db8::1", "2001:db9::7")).toBe("2001:db9::7");
  });

  test("is the proxy itself where it names nobody, or no address", () => {
    for (const forwarded of [undefined, "", "unknown", "203.0.113.9, x", "203.0.113.9:80"])
      expect(who(["10.1.2.3"], "10.1.2.3", forwarded), forwarded).toBe("10.1.2.3");
  });

  test("is told to Next by the gate alone", () => {
    const request = asked("203.0.113.9", {
      host: "localhost:8080",
      "x-forwarded-for": "10.0.0.1",
      "x-forwarded-proto": "https",
      forwarded: "for=10.0.0.1",
      "x-real-ip": "10.0.0.1",
      "x-middleware-subrequest": "middleware",
      accept: "*/*",
    });
    const told = { ip: "203.0.113.9", id: "id", nonce: "n", policy: "p" };
    rewriteHeaders(request, { url: "http://localhost:8080" } as Config, told);
    expect(request.headers).toEqual({
      host: "localhost:8080",
      accept: "*/*",
      "x-forwarded-for": "203.0.113.9",
      "x-forwarded-host": "localhost:8080",
      "x-forwarded-proto": "http",
      "x-request-id": "id",
      "x-nonce": "n",
      "content-security-policy": "p",
    });
  });
});

describe("an action of a page (S-46)", () => {
  const action = "0".repeat(42);
  const status = (headers: Record<string, string>) =>
    actionRefusal(
      {
        method: "POST",
        url: "/",
        headers: { host: "LOCALHOST:8080", "next-action": action, ...headers },
      } as unknown as IncomingMessage,
      false,
      new Set([action]),
    )?.status;

  test("is asked by a page of this house", () => {
    expect(status({ origin: "http://localhost:8080", "sec-fetch-site": "same-origin" })).toBeUndefined();
    expect(status({})).toBeUndefined();
  });

  test("is refused to any other page, before anything of it is read", () => {
    for (const origin of [
      "https://evil.example",
      "http://localhost:8081",
      "http://localhost:8080.evil.example",
      "null",
      "x",
    ])
      expect(status({ origin }), origin).toBe(403);
    for (const site of ["cross-site", "same-site", "none"])
      expect(status({ origin: "http://localhost:8080", "sec-fetch-site": site }), site).toBe(403);
  });
});

test("S-63: a file of a threat model may be larger than other bodies, from the page that takes it and whoever is signed in", () => {
  const most = (url: string, method = "POST", headers = { cookie: "a", "next-action": "b" }) =>
    largestBody({ method, url, headers } as unknown as IncomingMessage) / 1024;
  expect(["/threat-models", "/threat-models?model=x"].map((url) => most(url))).toEqual([3072, 3072]);
  for (const url of ["/", "/threat-models/x", "/threat-modelsx", "/members?/threat-models"])
    expect(most(url)).toBe(256);
  expect(most("/threat-models", "PUT")).toBe(256);
  expect(most("/threat-models", "POST", { cookie: "", "next-action": "b" })).toBe(256);
  expect(most("/threat-models", "POST", { cookie: "a", "next-action": "" })).toBe(256);
});
