import { type Before, type CellEdit, type Edit, fromTheTop } from "./apply";
import type { Document } from "./document";
import { meet, patchOf } from "./fields";

/**
 * Undo is mine: it takes back my own last edit that still stands, by an edit that says the opposite, field by field. A field stands
 * while nobody has changed it since, nor what it holds or is held in; what somebody took back counts as never changed. Whatever others changed stays as they left it, and is
 * told. An undo is an entry of the log like any other, so redo is the undo of an undo, and all of it outlives the server.
 */
export type Entry = {
  seq: number;
  by: number;
  kind: "edit" | "undo" | "redo" | "rest";
  before: Before[];
  /** The entry that an undo or redo takes back. */
  undoes: number | null;
};

/** What stays because others have changed it since; `members`: the paths of its fields, none where it is the cell as such. */
export type Kept = { cell: string; members: string[] };

export type Undone = { edit: Edit; undoes: number; kept: Kept[] };

/** How many of one's own edits can be taken back. */
const DEPTH = 100;

/** The edit that takes back the last one of `me` that stands; null when none does. `entries` are the newest of the log, in order. */
export function undo(document: Document, entries: readonly Entry[], me: number): Undone | null {
  const done = new Set<number>();
  return takeBack(document, entries, me, (entry) => {
    // What was taken back already is passed over, and so is the taking back.
    if (entry.undoes !== null) done.add(entry.undoes);
    return (entry.kind === "edit" || entry.kind === "redo") && !done.has(entry.seq);
  });
}

/** The edit that takes back the last undo of `me`, as long as they have edited nothing after it. */
export function redo(document: Document, entries: readonly Entry[], me: number): Undone | null {
  const done = new Set<number>();
  let isOver = false;
  return takeBack(document, entries, me, (entry) => {
    if (entry.kind === "edit") isOver = true;
    if (entry.kind === "redo" && entry.undoes !== null) done.add(entry.undoes);
    return entry.kind === "undo" && !isOver && !done.has(entry.seq);
  });
}

function takeBack(
  document: Document,
  entries: readonly Entry[],
  me: number,
  isMeant: (mine: Entry) => boolean,
): Undone | null {
  const kept: Kept[] = [];
  let depth = 0;
  for (let n = entries.length - 1; n >= 0 && depth < DEPTH; n--) {
    const entry = entries[n]!;
    // All cells were replaced there: nothing before it stands.
    if (entry.kind === "rest") break;
    if (entry.by !== me) continue;
    depth += 1;
    if (!isMeant(entry)) continue;
    const { edit, kept: stays } = opposite(document, entries, n);
    kept.push(...stays);
    if (edit.cells.length > 0) return { edit, undoes: entry.seq, kept };
  }
  return null;
}

/** The existence of a cell, beside its fields. */
const ITSELF = "";

/** What has touched each field of each cell since an entry and was not taken back, the last one at the end. */
class Touches {
  readonly #cells = new Map<string, Map<string, Entry[]>>();

  constructor(entries: readonly Entry[], ids: ReadonlySet<string>) {
    for (const entry of entries) {
      for (const found of entry.before) {
        if (!ids.has(found.id)) continue;
        const members = found.was === "changed" ? Object.keys(found.members) : [ITSELF];
        for (const member of members) this.#touch(found.id, member, entry);
      }
    }
  }

  #touch(id: string, member: string, entry: Entry): void {
    const members = this.#cells.get(id) ?? new Map<string, Entry[]>();
    this.#cells.set(id, members);
    const stack = members.get(member) ?? [];
    members.set(member, stack);
    if (entry.undoes !== null && stack.at(-1)?.seq === entry.undoes) stack.pop();
    else stack.push(entry);
  }

  isTouched(id: string, member: string): boolean {
    for (const [name, stack] of this.#cells.get(id) ?? []) if (stack.length > 0 && meet(name, member)) return true;
    return false;
  }

  /** Fields that somebody other than `me` changed last. */
  others(id: string, me: number): string[] {
    const members = [...(this.#cells.get(id) ?? [])];
    return members
      .filter(([name, stack]) => name !== ITSELF && stack.some(({ by }) => by !== me))
      .map(([name]) => name);
  }
}

function opposite(document: Document, entries: readonly Entry[], n: number): { edit: Edit; kept: Kept[] } {
  const entry = entries[n]!;
  const touches = new Touches(entries.slice(n + 1), new Set(entry.before.map(({ id }) => id)));
  const cells: CellEdit[] = [];
  const kept: Kept[] = [];
  for (const found of entry.before) {
    const { id } = found;
    if (found.was === "there") continue;
    const isOthers = touches.isTouched(id, ITSELF) || !document.get(id);
    if (found.was === "absent") {
      const members = touches.others(id, entry.by);
      if (isOthers || members.length > 0) kept.push({ cell: id, members: isOthers ? [] : members });
      else cells.push({ id, operation: "remove" });
      continue;
    }
    const names = Object.keys(found.members);
    if (names.length === 0) continue;
    const stands = isOthers ? [] : names.filter((name) => !touches.isTouched(id, name));
    if (stands.length < names.length) {
      kept.push({ cell: id, members: isOthers ? [] : names.filter((name) => !stands.includes(name)) });
    }
    const data = patchOf(Object.fromEntries(stands.map((name) => [name, found.members[name]])));
    if (stands.length > 0) cells.push({ id, operation: "update", data });
  }
  for (const { id, cell, under } of fromTheTop(entry.before)) {
    if (touches.isTouched(id, ITSELF) || document.get(id)) kept.push({ cell: id, members: [] });
    else cells.push({ id, operation: "add", data: cell, ...(under === null ? {} : { under }) });
  }
  return { edit: { type: "patch", cells }, kept };
}
