// @ts-check
import fs from "node:fs";
import { pathToFileURL } from "node:url";
import * as lucide from "lucide-react";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";

const LIST = "components/ui/icons.tsx";
const PICTURE = "components/ui/icons.svg";

/** One picture with every icon that the list names, as Lucide draws it. */
export function drawn() {
  const names = [...fs.readFileSync(LIST, "utf8").matchAll(/^export const (\w+) = icon\("(\w+)"\);$/gm)];
  const symbols = names.map(([, as, name = ""]) => {
    const shape = /** @type {Record<string, unknown>} */ (lucide)[name];
    if (as !== name || !shape) throw new Error(`${LIST}: ${as} is no icon of Lucide under the name ${name}.`);
    const svg = renderToStaticMarkup(createElement(/** @type {import("react").ElementType} */ (shape)));
    const inside = svg.replace(/^<svg[^>]*>/, "").replace(/<\/svg>$/, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${inside}</symbol>\n`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">\n${symbols.join("")}</svg>\n`;
}

export const kept = () => fs.readFileSync(PICTURE, "utf8");

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) fs.writeFileSync(PICTURE, drawn());
