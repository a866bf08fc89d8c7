import http from "node:http";
import type { Browser } from "@playwright/test";
import type { Route } from "./routes";
import type { State } from "./visit";

/** The scripts of one page and how many bytes each is on its way, compressed by gzip. */
export type Scripts = Map<string, number>;

/** Bytes below which compressing is not worth it. */
const TOO_SMALL = 1_024;

/** Every script the browser fetches from the navigation until nothing was fetched for `quiet` ms, with nobody touching it. */
export async function scriptsOf(
  browser: Browser,
  base: string,
  { path }: Route,
  state: State | undefined,
  quiet = 2_500,
): Promise<Scripts> {
  const context = await browser.newContext({ baseURL: base, ...(state ? { storageState: state } : {}) });
  try {
    const page = await context.newPage();
    const urls = new Set<string>();
    let last = performance.now();
    page.on("request", (request) => {
      last = performance.now();
      if (request.resourceType() === "script" || new URL(request.url()).pathname.endsWith(".js"))
        urls.add(request.url());
    });
    await page.goto(path);
    while (performance.now() - last < quiet) await page.waitForTimeout(100);
    return new Map(await Promise.all([...urls].map(async (url) => [nameOf(url), await weigh(url)] as const)));
  } finally {
    await context.close();
  }
}

const nameOf = (url: string): string => new URL(url).pathname.split("/").at(-1) ?? url;

/** Bytes of a script as a browser gets it. Throws when it is not compressed, or not kept for good. */
function weigh(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers: { "accept-encoding": "gzip" } }, (response) => {
        const { "content-encoding": encoding, "cache-control": cache = "" } = response.headers;
        if (!/max-age=31536000.*immutable/.test(cache)) return reject(new Error(`${url} is not kept for good.`));
        let bytes = 0;
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
        });
        response.on("end", () => {
          if (encoding === "gzip" || bytes <= TOO_SMALL) resolve(bytes);
          else reject(new Error(`${url} is not compressed.`));
        });
        response.on("error", reject);
      })
      .on("error", reject);
  });
}
