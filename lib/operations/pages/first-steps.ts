import { z } from "zod";
import { firstSteps } from "../../../db/first-steps";
import { operation } from "../operation";
import { theirOwn } from "../verdict";

const steps = z.strictObject({
  /** Somebody was ever invited. */
  invited: z.boolean(),
  /** A role of their own making, or one that somebody holds. */
  role: z.boolean(),
  /** There is something to share. */
  environment: z.boolean(),
  /** Something is shared with somebody. */
  shared: z.boolean(),
  /** A member to look at: the one something is shared with first, else the one invited first. */
  member: z.number().int().nullable(),
});
export type FirstSteps = z.infer<typeof steps>;

export const getFirstSteps = operation({
  method: "confer.pages.GetFirstSteps",
  kind: "read",
  tokens: false,
  summary: "Tell how far a new account has come: somebody invited, a role made, something shared.",
  input: z.object({}),
  output: steps,
  load: ({ db, owner }) => firstSteps(db, owner),
  allow: theirOwn,
  handle: async ({ facts }) => facts,
});
