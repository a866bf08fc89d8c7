import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";
import { standIns } from "../scripts/stand-ins.mjs";

const require = createRequire(import.meta.url);
const next = path.dirname(require.resolve("next/package.json"));

/** What a piece of code that Node would take for a module gives to others. */
function given(code: string): Record<string, unknown> {
  const module = { exports: {} as Record<string, unknown> };
  new Function("module", "exports", "require", code)(module, module.exports, require);
  return module.exports;
}

test("what stands in for a part of Next stands in its place", () => {
  for (const file of Object.keys(standIns)) expect(fs.existsSync(path.join(next, "..", file)), file).toBe(true);
});

test("whatever Next's browser code asks for is given by what stands in, or by nobody here", () => {
  // next/link, next/form and the pages router, which this house has not; and what of the router's tools only servers use.
  const unused =
    /^(client\/app-dir\/|shared\/lib\/router\/(router\.js|routes\/|utils\/(get-segment-param|route-regex|prepare-destination|is-dynamic)\.js))/;
  const dist = path.join(next, "dist");
  const missing = ["client", "shared/lib"].flatMap((folder) =>
    fs.readdirSync(path.join(dist, folder), { recursive: true, encoding: "utf8" }).flatMap((name) => {
      const file = path.join(folder, name);
      if (!file.endsWith(".js") || unused.test(file) || file.includes("dev/")) return [];
      const code = fs.readFileSync(path.join(dist, file), "utf8");
      return [...code.matchAll(/const (\w+) = [^\n]*require\("(\.[^"]+)"\)/g)].flatMap(([, called, to]) => {
        const standing =
          standIns[path.relative(path.dirname(next), `${path.resolve(dist, path.dirname(file), to!)}.js`)];
        if (!standing) return [];
        const has = given(standing);
        return [...code.matchAll(new RegExp(`\\b${called}\\.(\\w+)`, "g"))]
          .filter(([, asked]) => !Object.hasOwn(has, asked!))
          .map(([, asked]) => `${file} asks for ${asked}`);
      });
    }),
  );
  expect(missing).toEqual([]);
});

test("the constants that stand in are Next's", () => {
  const real = require("next/dist/lib/constants.js");
  for (const [name, value] of Object.entries(given(standIns["next/dist/lib/constants.js"]!)))
    expect(real[name], name).toBe(value);
});

test("no page or layout is a client component, none stands in for another, and no link is Next's", () => {
  const files = ["app", "components"].flatMap((room) =>
    fs.readdirSync(room, { recursive: true, encoding: "utf8" }).map((file) => path.join(room, file)),
  );
  expect(files.filter((file) => /(^|\/)\(\.+\)/.test(file))).toEqual([]);
  const code = new Map(
    files.filter((file) => /\.tsx?$/.test(file)).map((file) => [file, fs.readFileSync(file, "utf8")]),
  );
  const isRoute = (file: string) => /^app\/(.*\/)?(page|layout|template|default)\.tsx$/.test(file);
  expect([...code].filter(([file, text]) => isRoute(file) && /^"use client"/.test(text))).toEqual([]);
  expect([...code].filter(([, text]) => /from "next\/(link|form)"/.test(text)).map(([file]) => file)).toEqual([]);
});

test("the last page there is says what to do, and names the fault", () => {
  const { default: Last } = given(standIns["next/dist/client/components/builtin/global-error.js"]!) as {
    default: (props: { error: { digest: string } }) => { type: string };
  };
  const page = Last({ error: { digest: "1234" } });
  expect(page.type).toBe("html");
  expect(JSON.stringify(page)).toContain("Reload");
  expect(JSON.stringify(page)).toContain("1234");
});
