import type { Decision } from "./rights";
import type { TrailReason, TrailStep } from "./trail";

/** A decision as people read it: the sentence, then the way to it, then what else was weighed and why it lost. */
export type Telling = { sentence: string; chain: TrailStep[]; weighed: TrailStep[] };

export function tell({ explanation: { trail, sentence, decides } }: Pick<Decision, "explanation">): Telling {
  const next = trail.findIndex(({ step }, index) => index > decides && (step === "member" || step === "token"));
  const until = next < 0 ? trail.length : next;
  const part = trail.slice(decides, until);
  const end = part.at(-1)?.reason;
  const token = trail.find(({ step }) => step === "token");
  // A token that lacks what its owner lacks too has decided nothing.
  const tokenSpeaks = token && (token.counted || end === "allowed" || end === "owner");
  const chain = [...part.filter(({ reason }) => speaks(reason, end)), ...(tokenSpeaks ? [token] : [])];
  // What lost beside it on the same way stands before other ways.
  const weighed = [...part, ...trail.slice(0, decides), ...trail.slice(until)].filter((step) => !chain.includes(step));
  return { sentence, chain, weighed };
}

function speaks(reason: TrailReason, end: TrailReason | undefined): boolean {
  switch (reason) {
    case "shareWithoutRole":
    case "shareBelowDirect":
    case "shareBelowGroup":
    case "shareFarther":
    case "policyBeaten":
    case "baselineBeaten":
      return false;
    case "shareEnded":
      return end === "none";
    case "roleLacks":
      return end === "notHeld";
    case "roleInVain":
      return end === "cannotBeShared";
    default:
      return true;
  }
}
