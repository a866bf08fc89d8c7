import type { Part } from "@/lib/domain/diagram/replica-steps";

/** What was drawn and not taken yet, kept in this browser until it is. Each window keeps its own, under the account it was drawn with. */
export type Kept = Pick<Part, "operationId" | "base" | "cells">;

export type WaitingEdits = {
  keep(parts: readonly Kept[]): void;
  /** What windows left behind that are there no more; it is this window's from now on. */
  takeOver(): Promise<Kept[]>;
  forget(): void;
  /** The window goes; what it keeps is for the next. */
  leave(): void;
};

const STORE = "waiting";

export function waitingEdits(account: number, diagram: string, window_: string): WaitingEdits {
  const prefix = `${account} ${diagram} `;
  const mine = prefix + window_;
  const leave = stayKnown(mine);
  let isEmpty = true;
  const write = (parts: readonly Kept[]) => {
    if (isEmpty && parts.length === 0) return;
    isEmpty = parts.length === 0;
    const plain = parts.map(({ operationId, base, cells }) => ({ operationId, base, cells }));
    const work = (at: IDBObjectStore): IDBRequest => (isEmpty ? at.delete(mine) : at.put(plain, mine));
    void inStore("readwrite", work).catch(() => {});
  };
  return {
    keep: write,
    async takeOver() {
      try {
        const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
        const keys = (await inStore("readonly", (at) => at.getAllKeys(range))) as string[];
        const open = await windowsOpen();
        const left = keys.filter((key) => key !== mine && !open.has(key));
        const taken: Kept[] = [];
        for (const key of left) taken.push(...((await inStore("readonly", (at) => at.get(key))) as Kept[]));
        write(taken);
        for (const key of left) await inStore("readwrite", (at) => at.delete(key));
        return taken;
      } catch {
        // A browser that keeps nothing loses nothing either while the window is open.
        return [];
      }
    },
    forget: () => write([]),
    leave,
  };
}

/** A lock that lasts as long as the window says that the window is there. Answers how to let it go. */
function stayKnown(name: string): () => void {
  let leave = () => {};
  const stays = new Promise<void>((done) => {
    leave = done;
  });
  void navigator.locks?.request(name, () => stays).catch(() => {});
  return leave;
}

/** Without locks every other window counts as gone; what is then sent twice counts once, by its id. */
async function windowsOpen(): Promise<Set<string | undefined>> {
  const locks = await navigator.locks?.query();
  return new Set(locks?.held?.map(({ name }) => name));
}

let opening: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opening ??= new Promise((done, fail) => {
    const asked = indexedDB.open("confer", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  return opening;
}

async function inStore<T>(mode: IDBTransactionMode, work: (at: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const at = (await database()).transaction(STORE, mode).objectStore(STORE);
  const asked = work(at);
  return new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}
