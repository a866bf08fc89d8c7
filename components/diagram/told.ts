/** Those who want to be told something, and telling them. */
export function listeners<T extends unknown[]>() {
  const all = new Set<(...told: T) => void>();
  return {
    add(one: (...told: T) => void): () => void {
      all.add(one);
      return () => void all.delete(one);
    },
    tell(...told: T): void {
      for (const one of [...all]) one(...told);
    },
  };
}

/** One value that many look at; told whenever it is another. */
export function store<S extends object>(initial: S) {
  let state = initial;
  const { add, tell } = listeners();
  return {
    getState: (): S => state,
    subscribe: add,
    set(next: Partial<S>): void {
      const names = Object.keys(next) as (keyof S)[];
      if (names.every((name) => Object.is(state[name], next[name]))) return;
      state = { ...state, ...next };
      tell();
    },
    replace(next: S): void {
      state = next;
      tell();
    },
  };
}
