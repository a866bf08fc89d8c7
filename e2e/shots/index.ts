/**
 * `npm run shots`: pictures of every page and its main dialogs, in `build/shots/`: full, empty and refused, light and dark, at 390 px,
 * in Arabic, and of a diagram with two people in it. `npm run shots ar phone/roles` takes only those whose name holds one of the words.
 */
import fs from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { startHouse } from "../../bench/house";
import { enter } from "../../bench/pages/enter";
import { launchOptions } from "../../scripts/ensure-browser.mjs";
import { looks, type Shot, shots } from "./list";
import { together } from "./together";

const OUT = "build/shots";
const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.some((word) => name.includes(word));

const house = await startHouse(Number(process.env.CONFER_SHOTS_PORT ?? 8194));
const base = `http://127.0.0.1:${house.port}`;
const browser = await chromium.launch(launchOptions());
const failed: string[] = [];
try {
  for (const [look, { cookies = {}, ...options }] of Object.entries(looks)) {
    for (const who of new Set(shots.map((shot) => shot.who))) {
      const mine = shots.filter(
        (shot) => shot.who === who && (!shot.looks || shot.looks.includes(look)) && isWanted(`${look}/${shot.name}`),
      );
      if (mine.length === 0) continue;
      const context = await browser.newContext({ baseURL: base, reducedMotion: "reduce", ...options });
      const page = await context.newPage();
      if (who) await enter(page, who);
      // After entering, which brings the language that is kept with the person.
      const all = Object.entries({ "confer-language": "en", ...cookies });
      await context.addCookies(all.map(([name, value]) => ({ name, value, url: base })));
      for (const shot of mine)
        await take(page, look, shot).catch((error) => failed.push(`${look}/${shot.name}: ${error}`));
      await context.close();
    }
  }
  if (isWanted("together")) await together(browser, base, path.join(OUT, "together.png"));
  await sheets(browser);
} finally {
  await browser.close();
  await house.stop();
}
for (const one of failed) console.error(one.split("\n")[0]);
process.exitCode = failed.length > 0 ? 1 : 0;

async function take(page: Page, look: string, { name, path: address, act }: Shot): Promise<void> {
  page.setDefaultTimeout(10_000);
  await page.goto(address);
  await page.waitForLoadState("networkidle");
  await act?.(page);
  await page.waitForTimeout(300);
  const file = path.join(OUT, look, `${name}.png`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file, fullPage: !act });
}

/** All pictures of a look side by side, for a look at the whole. */
async function sheets(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1800, height: 1000 } });
  for (const look of Object.keys(looks)) {
    const folder = path.join(OUT, look);
    if (!fs.existsSync(folder)) continue;
    const files = fs.readdirSync(folder).filter((file) => file.endsWith(".png") && !file.startsWith("_"));
    const width = look.includes("phone") ? 290 : 585;
    const perSheet = look.includes("phone") ? 12 : 9;
    for (let from = 0; from < files.length; from += perSheet) {
      const pictures = files.slice(from, from + perSheet).map((file) => {
        const data = fs.readFileSync(path.join(folder, file)).toString("base64");
        return `<figure><figcaption>${file}</figcaption><img src="data:image/png;base64,${data}"></figure>`;
      });
      await page.setContent(
        `<style>body{margin:8px;display:flex;flex-wrap:wrap;gap:8px;font:12px sans-serif;background:#888}figure{margin:0;width:${width}px}img{width:100%;max-height:640px;object-fit:cover;object-position:top}</style>${pictures.join("")}`,
      );
      await page.screenshot({ path: path.join(folder, `_sheet-${from / perSheet + 1}.png`), fullPage: true });
    }
  }
  await page.close();
}
