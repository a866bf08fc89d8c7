import { writeMermaid } from "./mermaid-write";
import { writeOtm } from "./otm-write";
import { writeThreatDragon } from "./threat-dragon";
import { writeTmBom } from "./tm-bom-write";
import type { Whole } from "./whole";

/** What a threat model can be written as. A flowchart of Mermaid holds the first of its diagrams. */
export const formats = ["threat-dragon", "otm", "otm-yaml", "tm-bom", "mermaid"] as const;
export type Format = (typeof formats)[number];

const json = (file: unknown): string => `${JSON.stringify(file, null, 2)}\n`;

/** The text of the file. */
export async function writeFile(format: Format, whole: Whole): Promise<string> {
  if (format === "threat-dragon") return json(writeThreatDragon(whole));
  if (format === "otm") return json(writeOtm(whole));
  if (format === "tm-bom") return json(writeTmBom(whole));
  if (format === "mermaid") return whole.diagrams[0] ? writeMermaid(whole.diagrams[0]) : "flowchart LR\n";
  const { stringify } = await import("yaml");
  return stringify(JSON.parse(JSON.stringify(writeOtm(whole))), {
    schema: "core",
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}
