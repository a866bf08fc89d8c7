import type { MemberStatus } from "../domain/collaboration";
import type { ResourceType } from "../domain/resource";

/**
 * What a live page hears; it says nothing itself. A doorbell only: which owner's data moved, never what moved, so that everything
 * shown was asked for through an operation, and judged there.
 */
export type Heard =
  /** The first word: of which moment what this person may see is now (`momentOf`). A page of an earlier one asks again. */
  | { type: "hello"; moment: string }
  /** Something of this owner's moved: of one's own, or of somebody one works with or is invited by. */
  | { type: "changed"; owner: number }
  /** Long work of one's own moved on; these are done. */
  | { type: "activity"; ended: number[] }
  /** Somebody one works with came or went. */
  | { type: "people" }
  /** On a diagram one may know of somebody came, went or drew. */
  | { type: "drawing" }
  /** Something was refused to somebody of one's own, or of whom one manages for. */
  | { type: "journal" }
  /** Things may have been missed. */
  | { type: "resync" }
  /** Nothing happened: the line holds. */
  | { type: "still" }
  | { type: "standing"; standing: ShownStanding }
  /** What an owner shared with whoever looks has ended by itself. */
  | { type: "over"; owner: number; things: EndedThing[] }
  /** The sign-in has ended, and with it this line. */
  | { type: "ended"; how: EndOfSignIn };

/** Where somebody stands with an owner now, who brought it about, and whom to ask. */
export type ShownStanding = {
  owner: number;
  ownerName: string;
  ownerEmail: string;
  state: MemberStatus | "ENDED" | "REMOVED";
  /** Empty for what has ended by itself. */
  by: string;
  /** Since when, as the wire has it. */
  since: string | null;
};

/** What was shared, and when that ended (ISO 8601). */
export type EndedThing = { shareId: number; type: ResourceType; resourceId: string; name: string; ends: string };

export const endsOfSignIn = [
  "signed-out",
  "ended-elsewhere",
  "password-changed",
  "second-factor",
  "closed",
  "expired",
] as const;
export type EndOfSignIn = (typeof endsOfSignIn)[number];

/** Why a line was closed; from 4000 on they are ours. */
export const CLOSE = { ended: 4401, restart: 1012, policy: 1008, slow: 4408 } as const;

/** How often something is said when there is nothing to say (milliseconds). */
export const STILL_EVERY = 15_000;
