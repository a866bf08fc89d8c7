"use client";

import { createContext, useContext, useMemo, useRef, useSyncExternalStore } from "react";
import type { Engine, Key, Known, Reader } from "./reading-engine";

export type { Key, Known };

/** What a page has read; `at` is when, by the clock of the server (milliseconds). */
type Seedling = { key: Key; data: unknown; at: number };

/** What was read stays right this long, in milliseconds. */
const FRESH = 5_000;

const hashOf = (key: Key): string => JSON.stringify(key);

/**
 * What lists show, and keep right. A page hands over what it has read (`Seed`), and lists show that at once, with nothing but
 * this file. react-query comes when there is something for it to do: a change made a list stale, something is shown that no page
 * has read, or the window is looked at again. Until then it would be 11 kB of waiting.
 */
export class Store {
  readonly #seeds = new Map<string, Seedling>();
  /** Who watches, each with how to stop once the engine serves them. */
  readonly #readers = new Map<Reader, (() => void) | null>();
  #seededAt = 0;
  #engine: Engine | null = null;
  #waking: Promise<Engine> | null = null;

  see(key: Key): Known {
    const data = this.#engine ? this.#engine.see(key) : this.#seeds.get(hashOf(key))?.data;
    return { data, error: null, reading: data === undefined };
  }

  /** Takes what a page has read, unless that is older than what it read before: Back shows a page as it was. */
  seed(key: Key, data: unknown, at: number): void {
    const hash = hashOf(key);
    if (at <= (this.#seeds.get(hash)?.at ?? 0) && this.see(key).data !== undefined) return;
    this.#seeds.set(hash, { key, data, at });
    this.#seededAt = Date.now();
    this.#engine?.seed(key, data);
    if (this.#engine) return;
    for (const reader of this.#readers.keys())
      if (hashOf(reader.key) === hash) reader.show({ data, error: null, reading: false });
  }

  /** Tells `reader` what there is from now on; returns how to stop. */
  watch(reader: Reader): () => void {
    this.#readers.set(reader, this.#engine?.watch(reader) ?? null);
    if (this.see(reader.key).data === undefined) void this.#wake().catch((error) => reader.show(failed(error)));
    return () => {
      this.#readers.get(reader)?.();
      this.#readers.delete(reader);
    };
  }

  /** Reads again whatever is shown below these keys; done when it is. */
  async stale(keys: readonly Key[]): Promise<void> {
    const engine = await this.#wake();
    await engine.stale(keys);
  }

  /** Reads what will be shown in a moment, at once if it can. A failure is told to whoever shows it. */
  ahead(key: Key, read: () => Promise<unknown>): void {
    if (this.#engine) this.#engine.ahead(key, read);
    else
      this.#wake()
        .then((engine) => engine.ahead(key, read))
        .catch(() => {});
  }

  /** Minds whether somebody looks: what is shown may have changed while nobody did. Returns how to stop. */
  mind(): () => void {
    const look = () => {
      const isOld = Date.now() - this.#seededAt > FRESH;
      // Once awake, the engine minds it itself.
      if (!this.#engine && isOld && this.#readers.size > 0 && !document.hidden) this.stale([[]]).catch(() => {});
    };
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("online", look);
    };
  }

  async #wake(): Promise<Engine> {
    this.#waking ??= import("./reading-engine").then(({ Engine }) => this.#hand(new Engine(FRESH)));
    try {
      return await this.#waking;
    } catch (error) {
      this.#waking = null;
      throw error;
    }
  }

  #hand(engine: Engine): Engine {
    this.#engine = engine;
    for (const { key, data } of this.#seeds.values()) engine.seed(key, data);
    for (const reader of this.#readers.keys()) this.#readers.set(reader, engine.watch(reader));
    return engine;
  }
}

const failed = (error: Error): Known => ({ data: undefined, error, reading: false });

export const StoreContext = createContext<Store | null>(null);

export function useStore(): Store {
  const store = useContext(StoreContext);
  if (!store) throw new Error("There is no store above.");
  return store;
}

/** `reading` while it is read, the first time or again; an `error` leaves the data there was. */
export type Read<T> = { data: T | undefined; error: Error | null; reading: boolean; refetch(): Promise<void> };

const nothing: Known = { data: undefined, error: null, reading: false };
const never = () => () => {};

/**
 * What is read below `key`, kept right; null where there is nothing to read. With `keep` the last key's data stays while another is read,
 * as a list does while typing.
 */
export function useRead<T>(key: Key | null, read: () => Promise<T>, { keep = false } = {}): Read<T> {
  const store = useStore();
  const last = useRef<T>(undefined);
  const hash = key && hashOf(key);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the hash stands for the key, and for what reads it
  const [watch, now] = useMemo(() => {
    if (!key) return [never, () => nothing];
    let known = store.see(key);
    const show = (changed: () => void) => (next: Known) => {
      if (next.data === known.data && next.error === known.error && next.reading === known.reading) return;
      known = next;
      changed();
    };
    return [(changed: () => void) => store.watch({ key, read, show: show(changed) }), () => known];
  }, [store, hash]);
  const { data, error, reading } = useSyncExternalStore(watch, now, now);
  if (data !== undefined || !keep) last.current = data as T | undefined;
  return { data: last.current, error, reading, refetch: async () => void (key && (await store.stale([key]))) };
}

/** As `useRead`, of what the page has read already. */
export function useSeeded<T>(key: Key, read: () => Promise<T>): T {
  const { data } = useRead(key, read);
  if (data === undefined) throw new Error(`The page has not read ${hashOf(key)}.`);
  return data;
}

/** Says which lists a change made stale: `await stale([membersKey])`. */
export function useStale(): (keys: readonly Key[]) => Promise<void> {
  const store = useStore();
  return (keys) => store.stale(keys);
}
