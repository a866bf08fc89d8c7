/**
 * A value that is one in the process. Next makes several instances of a module (the boot hook and every door have their
 * own), so whatever must be one, the pool or a cache, is kept by name on `globalThis`.
 */
export function one<T>(key: string, make: () => T): T {
  const shelf = globalThis as unknown as Record<symbol, T | undefined>;
  const name = Symbol.for(`confer.${key}`);
  shelf[name] ??= make();
  return shelf[name];
}
