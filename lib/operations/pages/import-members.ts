import { z } from "zod";
import type { NewStep } from "../../../db/activities";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { start } from "./activities";
import { importVerdicts, LARGEST_CSV, type PlannedLine, planImport } from "./import-plan";

const csv = z.string().max(LARGEST_CSV, `longer than ${LARGEST_CSV} characters`);

const line = z.strictObject({
  line: z.number(),
  email: z.string(),
  label: z.string(),
  resource: z.string(),
  roles: z.array(z.string()),
  until: z.string(),
  verdict: z.enum(importVerdicts),
  changes: z.array(z.enum(["label", "roles", "invited", "end"])),
  code: z.string(),
  note: z.string(),
});
export type ImportLine = z.infer<typeof line>;

export const previewImport = operation({
  method: "confer.pages.PreviewImport",
  kind: "read",
  tokens: false,
  summary: "Say what importing a table of people would do, line by line. Nothing is changed.",
  input: z.object({ csv }),
  output: z.strictObject({ lines: z.array(line), counts: z.record(z.enum(importVerdicts), z.number()) }),
  load: (at) => planImport(at, at.input.csv),
  allow: theirOwn,
  handle: async ({ facts }) => ({
    lines: facts.map(({ wanted: _, ...shown }) => shown),
    counts: countsOf(facts),
  }),
});

export const startImport = operation({
  method: "confer.pages.StartImport",
  kind: "write",
  tokens: false,
  summary: "Begin to import a table of people: whoever is new is invited, and what differs is changed.",
  input: z.object({ csv }),
  output: z.strictObject({ id: z.number() }),
  load: (at) => planImport(at, at.input.csv),
  allow: theirOwn,
  handle: (at) => start(at, "import", at.facts.map(stepOf)),
});

function stepOf({ email, wanted, verdict, code, note }: PlannedLine): NewStep {
  if (verdict === "skip") return { subject: email, asked: wanted, outcome: { verdict: "skipped", code, note } };
  if (verdict === "error") return { subject: email, asked: wanted, outcome: { verdict: "refused", code, note } };
  return { subject: email, asked: wanted };
}

const countsOf = (lines: readonly PlannedLine[]): Record<(typeof importVerdicts)[number], number> => {
  const of = (verdict: PlannedLine["verdict"]) => lines.filter((one) => one.verdict === verdict).length;
  return { create: of("create"), change: of("change"), skip: of("skip"), error: of("error") };
};
