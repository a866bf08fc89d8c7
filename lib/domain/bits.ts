import { baseline, methods } from "./method";

/** A set of methods as one bit each, in `width` words of 32. The bit of a method is its place in the catalogue. */
export type Bits = Uint32Array;

export const width = Math.ceil(methods.length / 32);

const bitOf = new Map(methods.map((method, index) => [method.name, index]));

/** The bit of a canonical method name, or undefined. */
export const findBit = (name: string): number | undefined => bitOf.get(name);

export const noBits = (): Bits => new Uint32Array(width);

/** Names the catalogue does not know are left out. */
export function bitsOf(names: Iterable<string>): Bits {
  const bits = noBits();
  for (const name of names) {
    const bit = bitOf.get(name);
    if (bit !== undefined) bits[bit >> 5]! |= 1 << (bit & 31);
  }
  return bits;
}

export const holds = (bits: Bits, bit: number): boolean => (bits[bit >> 5]! & (1 << (bit & 31))) !== 0;

/** Adds `more` to `bits`, in place. */
export function add(bits: Bits, more: Bits): void {
  for (let word = 0; word < width; word++) bits[word]! |= more[word]!;
}

/** Takes `less` out of `bits`, in place. */
export function remove(bits: Bits, less: Bits): void {
  for (let word = 0; word < width; word++) bits[word]! &= ~less[word]!;
}

/** Keeps in `bits` only what `other` has too, in place. */
export function keep(bits: Bits, other: Bits): void {
  for (let word = 0; word < width; word++) bits[word]! &= other[word]!;
}

/** The names in a set, sorted. */
export function namesOf(bits: Bits): string[] {
  return methods
    .filter((_, bit) => holds(bits, bit))
    .map((method) => method.name)
    .sort();
}

/** Everything that can be shared (S-10). Read only. */
export const accessibleBits: Bits = bitsOf(
  methods.filter((method) => method.isCollaborationAccessible).map((method) => method.name),
);

/** What one role of any kind is enough for. Read only. */
export const baselineBits: Bits = bitsOf(baseline);
