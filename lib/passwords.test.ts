import { hash } from "@node-rs/argon2";
import { describe, expect, it, vi } from "vitest";

const secrets = { now: ["new-secret-of-the-house-0123456789"] };
vi.mock("./config.mjs", () => ({ config: () => ({ secrets: secrets.now }) }));
const forget = () => {
  const shelf = globalThis as unknown as Record<symbol, unknown>;
  delete shelf[Symbol.for("confer.peppers")];
};

const { hashPassword, judgePassword, verifyPassword } = await import("./passwords");

const olga = { email: "olga.owner@example.org", name: "Olga Owner" };
const judged = (password: string, more = {}) =>
  judgePassword(password, { ...olga, ...more }).then(
    () => "fine",
    (refusal: Error) => refusal.message,
  );

describe("a new password (S-34)", () => {
  it("has at least 15 characters, or 8 beside a second factor", async () => {
    expect(await judged("blue horse two")).toContain("at least 15");
    expect(await judged("blue horse two!")).toBe("fine");
    expect(await judged("bl horse", { twoFactor: true })).toBe("fine");
    expect(await judged("b horse", { twoFactor: true })).toContain("at least 8");
  });

  it("may be as long as 1024 characters, counted as people count them", async () => {
    const long = Array.from({ length: 1024 }, (_, n) => String.fromCodePoint(0x1f300 + (n % 700))).join("");
    expect(await judged(long)).toBe("fine");
    expect(await judged(`${long}x`)).toContain("at most 1024");
    expect(await judged("🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎🐎")).toContain("at least 15");
  });

  it("needs no digits, capitals or signs", async () => {
    expect(await judged("only small letters here")).toBe("fine");
    expect(await judged("                   a b")).toBe("fine");
  });

  it("is none of those everyone tries, in any letter case, also not repeated", async () => {
    for (const word of [
      "1qaz2wsx3edc4rfv",
      "123456789987654321",
      "QAZWSXEDCRFVTGB",
      "passwordpassword",
      "aaaaaaaaaaaaaaaa",
    ]) {
      expect(await judged(word), word).toContain("first that others would try");
    }
    expect(await judged("iloveyou", { twoFactor: true })).toContain("first that others would try");
  });

  it("is not the person's own address or name, also not repeated", async () => {
    for (const word of [
      "olga.owner@example.org",
      "OLGA.OWNER@example.org",
      "olgaownerolgaowner",
      "olga owner".repeat(2),
      "owner".repeat(3),
    ]) {
      expect(await judged(word), word).not.toBe("fine");
    }
  });

  it("is judged against at least 3,000 common ones", async () => {
    const { dictionary } = await import("@zxcvbn-ts/language-common");
    const common = dictionary["passwords-common"] as string[];
    expect(common.filter((word) => word.length >= 8).length).toBeGreaterThan(3_000);
    expect(common.every((word) => word === word.toLowerCase())).toBe(true);
  });
});

describe("a kept password (S-34)", () => {
  it("is argon2id with 19 MiB, two passes and one lane", async () => {
    expect(await hashPassword("blue horse two!")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it("fits exactly as typed and in no other way", async () => {
    const kept = await hashPassword(" Blåhäst with a space ");
    const fits = async (text: string) => (await verifyPassword(kept, text)).ok;
    expect(await fits(" Blåhäst with a space ")).toBe(true);
    expect(await fits("Blåhäst with a space")).toBe(false);
    expect(await fits(" blåhäst with a space ")).toBe(false);
    expect(await fits(" Blåhäst with a space ".normalize("NFD"))).toBe(false);
  });

  it("is worth nothing without the house's secret", async () => {
    const kept = await hashPassword("blue horse two!");
    const before = secrets.now;
    secrets.now = ["stolen-database-but-not-the-secret"];
    forget();
    expect((await verifyPassword(kept, "blue horse two!")).ok).toBe(false);
    secrets.now = ["stolen-database-but-not-the-secret", ...before];
    forget();
    expect(await verifyPassword(kept, "blue horse two!")).toEqual({ ok: true, outdated: true });
    secrets.now = before;
    forget();
    expect(await verifyPassword(kept, "blue horse two!")).toEqual({ ok: true, outdated: false });
  });

  it("is outdated when it was kept at a lower cost", async () => {
    const { keysFor } = await import("./keys");
    const weak = await hash("blue horse two!", {
      memoryCost: 8_192,
      timeCost: 1,
      parallelism: 1,
      secret: keysFor("password")[0],
    });
    expect(await verifyPassword(weak, "blue horse two!")).toEqual({ ok: true, outdated: true });
  });

  it("takes as long to refuse for nobody as for somebody", async () => {
    const kept = await hashPassword("blue horse two!");
    await verifyPassword(null, "x");
    const once = async (of: string | null) => {
      const began = performance.now();
      await verifyPassword(of, "wrong horse two");
      return performance.now() - began;
    };
    // In turns, and the best of each: other work on the machine must not decide.
    const [nobody, somebody] = [[] as number[], [] as number[]];
    for (let n = 0; n < 10; n++) {
      nobody.push(await once(null));
      somebody.push(await once(kept));
    }
    expect(Math.min(...nobody)).toBeGreaterThan(Math.min(...somebody) * 0.5);
    expect(Math.min(...nobody)).toBeLessThan(Math.min(...somebody) * 2);
  });
});
