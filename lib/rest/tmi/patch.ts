import { applyPatch, type Operation, Pointer } from "rfc6902";
import { Declined } from "./declined";
import { readJson } from "./json";

const MOST_OPERATIONS = 1_000;
const MOST_COPIED = 4_000_000;
const KINDS = new Set(["add", "remove", "replace", "move", "copy", "test"]);
const NO_KEY = /(^|\/)(__proto__|constructor|prototype)(\/|$)/;

/** A JSON Patch (RFC 6902), judged but not applied. `readOnly` are members only the server writes. Declines: 400. */
export function readPatch(body: Buffer, readOnly: readonly string[], what?: "diagram"): Operation[] {
  const operations = readJson(body, what);
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > MOST_OPERATIONS) {
    throw new Declined(400, "invalid_patch", `A patch is a list of 1 to ${MOST_OPERATIONS} operations.`);
  }
  for (const one of operations) {
    const { op, path, from } = (one ?? {}) as Record<string, unknown>;
    const paths = op === "move" || op === "copy" ? [path, from] : [path];
    if (!KINDS.has(String(op)) || !paths.every(isPointer)) {
      throw new Declined(400, "invalid_patch", "An operation has an op, and a path as RFC 6901 writes it.");
    }
    const written = op === "test" ? [] : op === "copy" ? [path] : paths;
    const touched = written
      .map((at) => String(at).split("/")[1] ?? "")
      .find((name) => name === "" || readOnly.includes(name));
    if (touched !== undefined) throw new Declined(400, "invalid_input", `/${touched} is written by the server alone.`);
  }
  return operations as Operation[];
}

const isPointer = (path: unknown): boolean =>
  typeof path === "string" && path.length <= 1000 && /^(\/([^~]|~[01])*)?$/.test(path) && !NO_KEY.test(path);

/**
 * What the document is after all of it, or none of it: the operations follow one another. Replacing a member that is not there adds
 * it, as TMI's server does. Declines: 400 patch_failed.
 */
export function patched<T extends object>(document: T, operations: readonly Operation[]): T {
  const result = structuredClone(document);
  let copied = 0;
  for (const operation of operations) {
    if (operation.op === "copy") {
      copied += JSON.stringify(Pointer.fromJSON(operation.from).get(result) ?? null).length;
      if (copied > MOST_COPIED) throw failed("it copies too much");
    }
    const [flaw] = applyPatch(result, [operation]);
    if (!flaw) continue;
    const instead =
      operation.op === "replace" && flaw.name === "MissingError"
        ? applyPatch(result, [{ ...operation, op: "add" }])[0]
        : flaw;
    if (instead) throw failed(`${operation.op} ${operation.path}`);
  }
  return result;
}

const failed = (what: string) => new Declined(400, "patch_failed", `The patch does not fit: ${what}.`);
