import type { PolicyType } from "./method";

/** Of two policies for one role: those of clouds and storage keep apart from all others (vap.md A.5). */
export const mixes = (one: { type: PolicyType }, other: { type: PolicyType }): boolean =>
  (one.type === "CMP") !== (other.type === "CMP");
