import { describe, expect, test, vi } from "vitest";
import { type Key, type Known, Store } from "./reading";

const key: Key = ["members"];

function watching(store: Store, read: () => Promise<unknown>, of = key) {
  const shown: Known[] = [];
  const stop = store.watch({ key: of, read, show: (known) => shown.push(known) });
  return { shown, stop, last: () => shown.at(-1)?.data };
}

describe("what lists show", () => {
  test("what the page has read is there at once, and nothing is asked", async () => {
    const store = new Store();
    const read = vi.fn();
    store.seed(key, ["Milo"], 1);
    expect(store.see(key)).toEqual({ data: ["Milo"], error: null, reading: false });
    watching(store, read);
    await new Promise((done) => setTimeout(done, 50));
    expect(read).not.toHaveBeenCalled();
  });

  test("a change makes it read again, with all below the key", async () => {
    const store = new Store();
    store.seed(key, ["Milo"], 1);
    store.seed([...key, 7], "Milo", 1);
    const all = watching(store, async () => ["Milo", "Ines"]);
    const one = watching(store, async () => "Milo Marsh", [...key, 7]);
    const other = vi.fn();
    store.seed(["roles"], [], 1);
    watching(store, other, ["roles"]);
    await store.stale([key]);
    expect([all.last(), one.last()]).toEqual([["Milo", "Ines"], "Milo Marsh"]);
    expect(other).not.toHaveBeenCalled();
  });

  test("what no page has read is asked for", async () => {
    const store = new Store();
    const { last } = watching(store, async () => "read");
    expect(store.see(key).reading).toBe(true);
    await vi.waitFor(() => expect(last()).toBe("read"));
  });

  test("the page read anew changes what is shown, the page as it was does not", async () => {
    const store = new Store();
    store.seed(key, "first", 1);
    const { last } = watching(store, async () => "asked");
    store.seed(key, "second", 2);
    store.seed(key, "first", 1);
    expect(last()).toBe("second");
    await store.stale([key]);
    expect(last()).toBe("asked");
    store.seed(key, "second", 2);
    expect(last()).toBe("asked");
    store.seed(key, "third", 3);
    expect(last()).toBe("third");
  });

  test("what will be shown in a moment is asked for at once, and only once", async () => {
    const store = new Store();
    await store.stale([key]);
    const read = vi.fn(async () => "read");
    store.ahead(key, read);
    expect(read).toHaveBeenCalledOnce();
    const { last } = watching(store, read);
    await vi.waitFor(() => expect(last()).toBe("read"));
    expect(read).toHaveBeenCalledOnce();
  });

  test("nobody is told after they stopped watching", async () => {
    const store = new Store();
    store.seed(key, "first", 1);
    const { shown, stop } = watching(store, async () => "asked");
    stop();
    store.seed(key, "second", 2);
    await store.stale([key]);
    expect(shown).toEqual([]);
  });
});
