import { cell } from "../../domain/csv";
import type { JournalEntry } from "./entry";

/** How an entry is written into a file; `head` stands before the first. */
export type Writing = { type: string; name: string; head: string; line(entry: JournalEntry): string };

const csv: readonly (readonly [string, (entry: JournalEntry) => string])[] = [
  ["entry", ({ seq }) => String(seq)],
  ["at", ({ at }) => at],
  ["times", ({ times }) => String(times)],
  ["until", ({ until }) => until ?? ""],
  ["actor", ({ actor }) => actor.email],
  ["actor name", ({ actor }) => actor.name],
  ["door", ({ door }) => door],
  ["token", ({ token }) => (token ? `${token.description} …${token.last4}` : "")],
  ["method", ({ method }) => method],
  ["result", ({ result }) => String(result)],
  ["reason", ({ reason }) => String(reason)],
  ["because", ({ because }) => because],
  ["chain", ({ why }) => why.join("; ")],
  ["weighed", ({ weighed }) => weighed.map(({ why }) => why).join("; ")],
  ["member", ({ member }) => member?.email ?? ""],
  ["resource", ({ resource }) => resource],
  ["resource name", ({ resourceName }) => resourceName],
  ["target", ({ target }) => target],
  ["target id", ({ targetId }) => targetId],
  ["before", ({ before }) => jsonOf(before)],
  ["after", ({ after }) => jsonOf(after)],
  ["hash", ({ hash }) => hash],
];

const jsonOf = (value: unknown) => (value === null ? "" : JSON.stringify(value));
const rowOf = (cells: readonly string[]) => `${cells.map(cell).join(",")}\r\n`;

export type JournalFormat = "csv" | "jsonl";

export const writings: Record<JournalFormat, Writing> = {
  csv: {
    type: "text/csv; charset=utf-8",
    name: "journal.csv",
    head: `\ufeff${rowOf(csv.map(([name]) => name))}`,
    line: (entry) => rowOf(csv.map(([, of]) => of(entry))),
  },
  jsonl: {
    type: "application/jsonl; charset=utf-8",
    name: "journal.jsonl",
    head: "",
    line: (entry) => `${JSON.stringify(entry)}\n`,
  },
};
