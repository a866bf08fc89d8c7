import http from "node:http";
import net from "node:net";
import { ownPort } from "../ground";
import { expect, test } from "../house";

const PORT = ownPort();
const HOST = `127.0.0.1:${PORT}`;
const BODY_LIMIT = 256 * 1024;

type Answer = { status: number; headers: http.IncomingHttpHeaders; text: string };

function ask(
  path: string,
  { body, ...options }: http.RequestOptions & { body?: Buffer | string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port: PORT, path, agent: false, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** Sends bytes as they are, and returns what comes back until the connection ends. */
function raw(lines: string[], rest = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = net.connect(PORT, "127.0.0.1", () => socket.write(`${lines.join("\r\n")}\r\n\r\n${rest}`));
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on("data", (chunk) => {
      text += chunk;
      if (/^HTTP\/1\.1 \d+/.test(text)) socket.end();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(text));
  });
}

/** A title is the same in every house. */
const titled = (host: string) => host.replaceAll(String(PORT + 1), "PORT+1").replaceAll(String(PORT), "PORT");
const statusOf = (text: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0);

test.describe("the name by which the house is called (S-50)", () => {
  for (const host of [HOST, `localhost:${PORT}`, `LOCALHOST:${PORT}`, `[::1]:${PORT}`]) {
    test(`${titled(host)} is answered`, async () => {
      expect((await ask("/", { headers: { host } })).status).toBeLessThan(400);
    });
  }

  for (const host of [
    "evil.example",
    "127.0.0.1",
    `127.0.0.1:${PORT + 1}`,
    `localhost:${PORT}.evil.example`,
    `evil.example@${HOST}`,
  ]) {
    test(`${titled(host)} is not`, async () => {
      expect((await ask("/", { headers: { host } })).status).toBe(421);
    });
  }

  test("two names, or none, are refused", async () => {
    expect(statusOf(await raw(["GET / HTTP/1.1", `Host: ${HOST}`, "Host: evil.example"]))).toBe(400);
    expect(statusOf(await raw(["GET / HTTP/1.1"]))).toBe(400);
  });

  test("a name told beside Host changes nothing", async () => {
    const { status, text } = await ask("/", {
      headers: { host: HOST, "x-forwarded-host": "evil.example", forwarded: "host=evil.example" },
    });
    expect(status).toBeLessThan(400);
    expect(text).not.toContain("evil.example");
  });
});

test.describe("the shape of a request", () => {
  for (const target of ["http://169.254.169.254/", "//evil.example/", "*", "/a\\b", "/a#b"]) {
    test(`the target ${target} is refused`, async () => {
      expect(statusOf(await raw([`GET ${target} HTTP/1.1`, `Host: ${HOST}`]))).toBe(400);
    });
  }

  test("an address of 32 KiB passes the gate, a longer one does not, and 64 KiB of head never arrive", async () => {
    const address = (length: number) => `/${"a".repeat(length - 1)}`;
    expect((await ask(address(32 * 1024))).status).toBe(404);
    expect((await ask(address(32 * 1024 + 1))).status).toBe(414);
    expect((await ask(address(70 * 1024))).status).toBe(431);
  });

  test("64 headers pass, one more does not", async () => {
    const headers = (count: number) => Array.from({ length: count }, (_, n) => `X-Some-${n}: 1`);
    expect(statusOf(await raw(["GET / HTTP/1.1", `Host: ${HOST}`, ...headers(63)]))).toBeLessThan(400);
    expect(statusOf(await raw(["GET / HTTP/1.1", `Host: ${HOST}`, ...headers(64)]))).toBe(431);
  });

  test("an unknown method is refused", async () => {
    for (const method of ["TRACE", "PROPFIND", "LINK"]) expect((await ask("/", { method })).status).toBe(501);
  });

  test("a body told in two ways is refused", async () => {
    const text = await raw(
      ["POST / HTTP/1.1", `Host: ${HOST}`, "Content-Length: 4", "Transfer-Encoding: chunked"],
      "0\r\n\r\n",
    );
    expect(statusOf(text)).toBe(400);
  });
});

test.describe("bodies", () => {
  for (const path of ["/", "/1.0/users/account/rest/signin"]) {
    test(`${path}: a body of 256 KiB is read, one byte more is not, measured or in pieces`, async () => {
      const post = (size: number, headers = {}) =>
        ask(path, {
          method: "POST",
          headers: { "content-type": "text/plain", ...headers },
          body: Buffer.alloc(size, "a"),
        });
      const inPieces = { "transfer-encoding": "chunked" };
      expect((await post(BODY_LIMIT)).status).not.toBe(413);
      expect((await post(BODY_LIMIT, inPieces)).status).not.toBe(413);
      expect((await post(BODY_LIMIT + 1)).status).toBe(413);
      expect((await post(BODY_LIMIT + 1, inPieces)).status).toBe(413);
    });
  }

  test("a client that waits for leave to send too much gets the refusal instead", async () => {
    const text = await raw([
      "POST / HTTP/1.1",
      `Host: ${HOST}`,
      `Content-Length: ${BODY_LIMIT + 1}`,
      "Expect: 100-continue",
    ]);
    expect(statusOf(text)).toBe(413);
  });
});

test.describe("what never reaches Next", () => {
  test("its image optimizer", async () => {
    expect((await ask("/_next/image?url=%2Fx.png&w=64&q=75")).status).toBe(404);
  });

  test("an upgrade", async () => {
    const lines = [
      `Host: ${HOST}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    ];
    for (const target of ["/", "/_next/webpack-hmr", "http://169.254.169.254/"]) {
      expect(await raw([`GET ${target} HTTP/1.1`, ...lines])).toBe("");
    }
  });

  test("a server action that is not of this build, or on an address of the program doors", async () => {
    const send = (path: string, action: string) =>
      ask(path, { method: "POST", headers: { "next-action": action, "content-type": "text/plain" }, body: "[]" });
    for (const action of ["x", "0".repeat(42), "__proto__", "constructor"])
      expect((await send("/", action)).status).toBe(404);
    expect((await send("/1.0/users/account/rest/signin", "0".repeat(42))).status).toBe(404);
  });

  test("a form without an action's name", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    expect((await ask("/", { method: "POST", headers, body: "--x--\r\n" })).status).toBe(415);
  });
});

test.describe("what every answer carries (S-77)", () => {
  for (const path of ["/", "/no-such-page", "/_next/image", "/1.0/users/account/rest/signin"]) {
    test(path, async () => {
      const { headers } = await ask(path);
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
      });
      expect(headers["x-request-id"]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(headers["cache-control"]).toContain("no-store");
      expect(headers).not.toHaveProperty("x-powered-by");
      expect(headers).not.toHaveProperty("strict-transport-security");
    });
  }

  test("a page's scripts carry a nonce of their own request", async () => {
    const nonceOf = ({ headers }: Answer) => /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1];
    const [one, two] = [await ask("/no-such-page"), await ask("/no-such-page")];
    expect(nonceOf(one)).not.toBe(nonceOf(two));
    const scripts = one.text.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonceOf(one)}"`);
  });

  test("a nonce told by the client is not used", async () => {
    const { text } = await ask("/", {
      headers: { "content-security-policy": "script-src 'nonce-AAAA'", "x-nonce": "AAAA" },
    });
    expect(text).not.toContain('nonce="AAAA"');
  });
});

test("a page runs under its policy: nothing it loads is refused by the browser", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted Type/i.test(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  expect(complaints).toEqual([]);
});

test("a slow head is cut off within the limit", async () => {
  test.setTimeout(20_000);
  const began = Date.now();
  const text = await new Promise<string>((resolve) => {
    let heard = "";
    const socket = net.connect(PORT, "127.0.0.1", () => socket.write(`GET / HTTP/1.1\r\nHost: ${HOST}\r\nX-Slow: `));
    socket.on("data", (chunk) => {
      heard += chunk;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(heard));
  });
  expect(Date.now() - began).toBeLessThan(15_000);
  expect(statusOf(text)).toBe(408);
});
