import type { HowDecided } from "./kept-step";

/**
 * The few ways Confer says no. A refusal is an answer, not a bug: each door translates the code once (the VAP dialect into
 * `result`, the pages into a sentence beside the field). `reason` is a stable sub-code for programs, `field` names the parameter at fault.
 */
export type RefusalCode =
  | "signed-out" // no valid sign-in or token                 → 702
  | "wrong-password" // sign-in failed                        → 701
  | "token-scope" // the token does not hold this method      → 8202
  | "invalid" // a parameter is missing or broken             → 3
  | "not-found" // absent, or not yours to know about (D4)    → 5
  | "no-environment" // the environment service's "not found" → 11
  | "forbidden" // known, but not permitted                   → 8
  | "exists" // already there                                 → 8210
  | "wrong-state" // the state machine has no such step       → 8211
  | "in-use" // something still depends on it                 → 8212
  | "limit" // a quota is reached                             → 8213
  | "too-many"; // too many requests                          → 8214

export type About = { readonly [name: string]: string | number | boolean };

export class Refusal extends Error {
  override name = "Refusal";
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly detail: {
      field?: string;
      reason?: number;
      retryAfter?: number;
      why?: string[];
      more?: object;
      /** Of what must hold and would not: by whom, with what and where, and the way there, for translators. */
      breaks?: object;
      /** Of one that rights decided: the way to it. */
      how?: HowDecided;
      /** What it is about, as `confer.access.Explain` takes it, where the call itself does not say. */
      about?: About;
      /** Of a question that names no owner: whose things it was about. */
      concerns?: number;
    } = {},
  ) {
    super(message);
  }
}

/** A parameter that is missing or broken; the wording is the platform's own (vap.md A.0). */
export const invalid = (field: string, why?: string) =>
  new Refusal("invalid", `invalid parameter [${field}]${why ? `: ${why}` : ""}`, { field });

/** D4: the same words for what is absent and for what the caller may not know exists. */
export const notFound = (what: string, how?: HowDecided) =>
  new Refusal("not-found", `${what} not found`, how ? { how } : {});
