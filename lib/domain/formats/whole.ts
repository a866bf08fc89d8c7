import type { Cell } from "../diagram/cell";
import type { Threat } from "../threats/threat";

export type Members = Record<string, unknown>;

/** A whole threat model as one value: what goes into a file and what comes out of one. */
export type Whole = {
  name: string;
  description: string | null;
  diagrams: Drawing[];
  /** What a file says of the model that has no place here; it goes back into a file of the same format. */
  aside: Members;
};

export type Drawing = {
  name: string;
  description: string | null;
  cells: Cell[];
  threats: Threat[];
  aside: Members;
};

/**
 * Something of a file that was not taken as it stands: `doubt` says why, `about` which element or threat, `said` the word or the names
 * at issue. Nothing of it is lost: it is kept aside.
 */
export type Remark = { doubt: Doubt; about: string; said: string };

export const doubts = [
  "shape",
  "cell",
  "threat",
  "members",
  "aside",
  "whole",
  "line",
  "placed",
  "arranged",
  "twice",
  "end",
  "severity",
  "status",
  "category",
] as const;
export type Doubt = (typeof doubts)[number];

export type Read = { whole: Whole; remarks: Remark[] };

/** Why a file is not read at all. */
export class Unreadable {
  constructor(readonly why: "broken" | "unknown" | "old" | "too-large") {}
}

export const LONGEST_NAME = 256;
export const LONGEST_PROSE = 2048;
