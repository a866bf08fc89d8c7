import { describe, expect, it } from "vitest";
import { codeOf, newTotpSecret, totpAddress, totpStep } from "./totp";

// The examples of RFC 6238, appendix B, for SHA-1; the last six of their eight digits.
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const examples = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
] as const;

describe("codes of an authenticator app (S-36)", () => {
  it("are those of RFC 6238", () => {
    for (const [seconds, code] of examples) {
      expect(codeOf(secret, Math.floor(seconds / 30))).toBe(code);
      expect(totpStep(secret, code, null, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
    }
  });

  it("fit one step early or late and no further", () => {
    const now = new Date(1_234_567_890_000);
    const step = Math.floor(1_234_567_890 / 30);
    const fits = (steps: number) => totpStep(secret, codeOf(secret, step + steps), null, now) !== null;
    expect([-2, -1, 0, 1, 2].map(fits)).toEqual([false, true, true, true, false]);
  });

  it("fit no more once they, or later ones, are spent", () => {
    const now = new Date(1_234_567_890_000);
    const step = Math.floor(1_234_567_890 / 30);
    const code = codeOf(secret, step);
    expect(totpStep(secret, code, step - 1, now)).toBe(step);
    expect(totpStep(secret, code, step, now)).toBeNull();
    expect(totpStep(secret, code, step + 1, now)).toBeNull();
  });

  it("come from 160 random bits each app can read", () => {
    const one = newTotpSecret();
    expect(one).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(one);
    expect(totpAddress(one, "olga@example.org")).toBe(
      `otpauth://totp/Confer:olga%40example.org?secret=${one}&issuer=Confer`,
    );
  });
});
