import { resultOf } from "@/lib/actions/answer";
import { exportThreatModel } from "@/lib/actions/threats";
import type { Cell } from "@/lib/domain/diagram/cell";
import { TYPE } from "@/lib/domain/formats/cells-json";
import type { Format as Written } from "@/lib/domain/formats/write";

/** What is exported: a diagram with all its cells, from the lowest to the highest. */
export type Source = { id: string; name: string; threatModelId: string; cells: readonly Cell[] };

/** A file as it is handed to the browser. */
export type Made = { name: string; type: string; text: string };

/** What holds one diagram, beside the pictures. */
export const ofDiagram = ["json", "mermaid"] as const;
/** What holds the whole threat model. */
export const ofModel = ["threat-dragon", "otm", "otm-yaml", "tm-bom"] as const;
export type TextFormat = (typeof ofDiagram)[number] | (typeof ofModel)[number];

const EXTENSION: Record<Written, string> = {
  "threat-dragon": "threat-dragon.json",
  otm: "otm.json",
  "otm-yaml": "otm.yaml",
  "tm-bom": "tm-bom.json",
  mermaid: "mmd",
};
const TYPES: Partial<Record<Written, string>> = { "otm-yaml": "application/yaml", mermaid: "text/vnd.mermaid" };

/** The file of a format. Cells as they are kept are made of what is shown; the rest is asked for, with all that is kept for files. */
export async function make(format: TextFormat, { id, name, threatModelId, cells }: Source): Promise<Made> {
  if (format === "json") {
    const text = `${JSON.stringify({ id, name, type: TYPE, cells }, null, 2)}\n`;
    return { name: `${name}.json`, type: "application/json", text };
  }
  const one = format === "mermaid" ? { diagramId: id } : {};
  const made = await resultOf(exportThreatModel({ id: threatModelId, format, ...one }));
  return {
    name: `${format === "mermaid" ? name : made.name}.${EXTENSION[format]}`,
    type: TYPES[format] ?? "application/json",
    text: made.content,
  };
}
