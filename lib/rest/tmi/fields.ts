import type { PlainRequest } from "../plain";
import { Declined } from "./declined";
import { readObject } from "./json";

const MOST = 8_192;

/** The plain fields of a body, as JSON or as a form; empty and null ones are not there. */
export function readFields({ headers, body }: PlainRequest): ReadonlyMap<string, string> {
  const isForm = String(headers["content-type"] ?? "")
    .toLowerCase()
    .startsWith("application/x-www-form-urlencoded");
  const fields = new Map<string, string>();
  for (const [name, value] of isForm ? new URLSearchParams(body.toString("utf8")) : entriesOf(body)) {
    if (value === null || value === "") continue;
    if (typeof value !== "string" || value.length > MOST)
      throw bad(`${name.slice(0, 100)} is not a text of that length.`);
    if (fields.has(name)) throw bad(`${name.slice(0, 100)} is there twice.`);
    fields.set(name, value);
  }
  return fields;
}

const entriesOf = (body: Buffer): [string, unknown][] => (body.length === 0 ? [] : Object.entries(readObject(body)));
const bad = (why: string) => new Declined(400, "invalid_request", why);
