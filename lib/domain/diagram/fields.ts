import { isObject, same } from "./json";

type Patch = Record<string, unknown>;

/**
 * A cell's fields. Most members are one field each. `attrs` and `data` hold fields of their own, as deep as plain objects go: an update
 * of some of them leaves the others as they are, so that two people who change a name and a colour at once both keep theirs (D23,
 * acceptance 58). A field is named by its path, its names joined by `/` as in a JSON pointer.
 */
const HOLDS_FIELDS: ReadonlySet<string> = new Set(["attrs", "data"]);

/** Fields by their paths; null where there is none. */
export type Fields = Record<string, unknown>;

/**
 * The patch with all that an update leaves out of what holds fields, so that it can be laid over `current` member by member; the very
 * same object where nothing is left out.
 */
export function completed(patch: Patch, current?: Patch): Patch {
  let all = patch;
  for (const member of HOLDS_FIELDS) {
    if (!Object.hasOwn(patch, member)) continue;
    const value = laidOver(current && valueAt(current, member), patch[member]);
    if (value !== patch[member]) all = { ...all, [member]: value };
  }
  return all;
}

/** What an object is after some of its fields were said anew; null takes one away. */
function laidOver(was: unknown, said: unknown): unknown {
  if (!isObject(said)) return said;
  const before = isObject(was) ? was : {};
  const after: Record<string, unknown> = { ...before };
  let isWhole = Object.keys(before).every((name) => Object.hasOwn(said, name));
  for (const name of Object.keys(said)) {
    const value = laidOver(valueAt(before, name), said[name]);
    if (value !== said[name] || value === null) isWhole = false;
    if (value === null) delete after[name];
    else after[name] = value;
  }
  return isWhole ? said : after;
}

/** The fields of these members in which two cells differ, each as `there` has it. */
export function differences(here: Patch, there: Patch, members: Iterable<string>): Fields {
  const fields: Fields = {};
  for (const member of members) {
    const [one, other] = [valueAt(here, member), valueAt(there, member)];
    if (HOLDS_FIELDS.has(member)) differ(escaped(member), one, other, fields);
    else if (!same(one, other)) fields[escaped(member)] = other;
  }
  return fields;
}

function differ(path: string, here: unknown, there: unknown, into: Fields): void {
  if (!isObject(here) || !isObject(there)) {
    if (!same(here, there)) into[path] = there;
    return;
  }
  for (const name of new Set([...Object.keys(here), ...Object.keys(there)]))
    differ(`${path}/${escaped(name)}`, valueAt(here, name), valueAt(there, name), into);
}

/** What a patch says, field by field. */
export function fieldsOf(patch: Patch): Fields {
  const fields: Fields = {};
  for (const member of Object.keys(patch)) {
    if (HOLDS_FIELDS.has(member)) gather(escaped(member), patch[member], fields);
    else fields[escaped(member)] = patch[member];
  }
  return fields;
}

function gather(path: string, value: unknown, into: Fields): void {
  const names = isObject(value) ? Object.keys(value) : [];
  if (names.length === 0) into[path] = value;
  for (const name of names) gather(`${path}/${escaped(name)}`, (value as Patch)[name], into);
}

/** The patch that says these fields. */
export function patchOf(fields: Fields): Patch {
  const patch: Patch = {};
  for (const [path, value] of Object.entries(fields)) {
    const names = path.split("/").map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    let inner = patch;
    for (const name of names.slice(0, -1)) {
      if (!isObject(valueAt(inner, name))) inner[name] = {};
      inner = inner[name] as Patch;
    }
    inner[names.at(-1)!] = value;
  }
  return patch;
}

/** One patch that does what two do one after the other; null where none can. */
export function bothOf(first: Patch, second: Patch): Patch | null {
  const both = { ...first, ...second };
  for (const member of HOLDS_FIELDS) {
    if (!Object.hasOwn(first, member) || !Object.hasOwn(second, member)) continue;
    const value = together(first[member], second[member]);
    if (value === undefined) return null;
    both[member] = value;
  }
  return both;
}

function together(first: unknown, second: unknown): unknown {
  if (!isObject(second)) return second;
  // What the first put an end to, the second would leave as it was before.
  if (!isObject(first)) return undefined;
  const both: Record<string, unknown> = { ...first };
  for (const name of Object.keys(second)) {
    const value = Object.hasOwn(first, name) ? together(first[name], second[name]) : second[name];
    if (value === undefined) return undefined;
    both[name] = value;
  }
  return both;
}

/** Is one of these fields the other, or within it? */
export const meet = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);

/** The value of a field; null for none. */
export function fieldAt(cell: Patch, path: string): unknown {
  let value: unknown = cell;
  for (const name of path.split("/")) {
    value = isObject(value) ? valueAt(value, name.replaceAll("~1", "/").replaceAll("~0", "~")) : null;
  }
  return value;
}

const valueAt = (object: Patch, name: string): unknown => (Object.hasOwn(object, name) ? (object[name] ?? null) : null);

/** Hardly any name needs it, and every edit asks. */
const escaped = (name: string): string =>
  name.includes("~") || name.includes("/") ? name.replaceAll("~", "~0").replaceAll("/", "~1") : name;
