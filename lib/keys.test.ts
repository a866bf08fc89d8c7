import { beforeEach, describe, expect, it, vi } from "vitest";

const secrets = { now: ["new-secret-of-the-house-0123456789"] };
vi.mock("./config.mjs", () => ({ config: () => ({ secrets: secrets.now }) }));

const forget = () => {
  const shelf = globalThis as unknown as Record<symbol, unknown>;
  delete shelf[Symbol.for("confer.token-keys")];
};

const keys = await import("./keys");

describe("keys", () => {
  beforeEach(() => {
    secrets.now = ["new-secret-of-the-house-0123456789"];
    forget();
  });

  it("a token is one word of letters, digits and underscores: a prefix, 256 bits, and a checksum (S-40)", () => {
    const key = keys.newTokenSecret();
    expect(key).toMatch(/^confer_pat_[0-9A-Za-z]{43}[0-9A-Za-z]{6}$/);
    expect(62n ** 43n > 2n ** 256n).toBe(true);
    expect(new Set(Array.from({ length: 2_000 }, keys.newTokenSecret)).size).toBe(2_000);
  });

  it("a token's digits are spread evenly", () => {
    const text = Array.from({ length: 3_000 }, () => keys.newTokenSecret().slice(11, 54)).join("");
    const counts = new Map<string, number>();
    for (const digit of text) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    const expected = text.length / 62;
    expect(counts.size).toBe(62);
    for (const n of counts.values()) expect(Math.abs(n - expected)).toBeLessThan(6 * Math.sqrt(expected));
  });

  it("a token with any one character changed is refused without a look-up (S-40)", () => {
    const key = keys.newTokenSecret();
    for (let at = 11; at < key.length; at++) {
      const other = key[at] === "A" ? "B" : "A";
      expect(keys.hashesOfKey(key.slice(0, at) + other + key.slice(at + 1))).toEqual([]);
    }
  });

  it("what cannot be a key of ours has no hash", () => {
    for (const text of ["", "abc", "1fx", `1fx${"0".repeat(31)}`, `1FX${"0".repeat(32)}`, `1fx${"0".repeat(32)}\n`]) {
      expect(keys.hashesOfKey(text), JSON.stringify(text)).toEqual([]);
    }
  });

  it("a sign-in's secret is hex(uid), x, and 128 random bits (S-30)", () => {
    const secret = keys.newSignInSecret(1234);
    expect(secret).toMatch(/^4d2x[0-9a-f]{32}$/);
    expect(keys.hashesOfKey(secret)).toHaveLength(1);
    expect(keys.newSignInSecret(1234)).not.toBe(secret);
  });

  it("neither secret is in its hash, and a token's carries the id of the key it was made with (S-40)", () => {
    const token = keys.newTokenSecret();
    const hash = keys.hashOfKey(token);
    expect(hash).toMatch(/^[0-9a-f]{8}\.[0-9a-f]{64}$/);
    expect(hash).not.toContain(token.slice(11, 30));
    const signIn = keys.newSignInSecret(7);
    expect(keys.hashOfKey(signIn)).not.toContain(signIn.slice(2));
  });

  it("while CONFER_SECRET is exchanged a token made under the old one is still found, and new ones are made under the new one", () => {
    const token = keys.newTokenSecret();
    const old = keys.hashOfKey(token);
    secrets.now = ["another-secret-of-the-house-987654", ...secrets.now];
    forget();
    const [first, second] = keys.hashesOfKey(token);
    expect(second).toBe(old);
    expect(keys.hashOfKey(token)).toBe(first);
    secrets.now = [secrets.now[0]!];
    forget();
    expect(keys.hashesOfKey(token)).not.toContain(old);
  });
});
