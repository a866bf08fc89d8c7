import type { Refusal, RefusalCode } from "../../domain/refusal";

/** The platform's result codes (vap.md D, D11). */
const results: Record<RefusalCode, number> = {
  invalid: 3,
  "not-found": 5,
  forbidden: 8,
  "no-environment": 11,
  "wrong-password": 701,
  "signed-out": 702,
  "token-scope": 8202,
  exists: 8210,
  "wrong-state": 8211,
  "in-use": 8212,
  limit: 8213,
  "too-many": 8214,
};
const fromCore = new Set<RefusalCode>(["forbidden", "signed-out", "token-scope"]);

/** What a refusal of this code is answered with. */
export const resultOf = (code: RefusalCode): number => results[code];

/** The code of a refusal that was answered with this; undefined for what no refusal is answered with. */
export const codeOf = (result: number): RefusalCode | undefined =>
  (Object.keys(results) as RefusalCode[]).find((code) => results[code] === result);

/** The four keys every answer of the family carries (vap.md B.3); and what the call has asked for besides, where it is an extension. */
export const refused = (refusal: Refusal) => ({
  error: refusal.message,
  reason: refusal.detail.reason ?? 0,
  result: resultOf(refusal.code),
  source: fromCore.has(refusal.code) ? "hx-core" : "users",
  ...refusal.detail.more,
});
export const settled = { error: "", reason: 0, result: 0, source: "users" };
