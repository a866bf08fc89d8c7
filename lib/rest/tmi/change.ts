import type { AnyOperation, Output } from "../../operations/operation";
import { glance, perform, readBeside, tryOut } from "../../operations/perform";
import type { PlainAnswer } from "../plain";
import { type Asked, json } from "./asked";
import { Declined } from "./declined";

/** The parameter with which whatever changes something only tells what it would change: ours, in both families. */
export const DRY_RUN = "dryRun";

/** Does the query ask for a dry run? Declines: 400 for any other word, and where nothing can be tried first. */
export function isDry(query: Asked["query"], tries: true | undefined): boolean {
  const said = query.get(DRY_RUN)?.toLowerCase() ?? "false";
  if (said === "false" || said === "0") return false;
  if (said !== "true" && said !== "1") throw new Declined(400, "invalid_input", "dryRun is true or false.");
  if (!tries) throw new Declined(400, "invalid_input", "dryRun: this cannot be tried first.");
  return true;
}

/** Changes something and answers so; in a dry run tells what it would do to everybody's access, and changes nothing. */
export const change = async <Op extends AnyOperation>(
  { actor, dry }: Asked,
  op: Op,
  raw: unknown,
  answer: (output: Output<Op>) => PlainAnswer | Promise<PlainAnswer>,
): Promise<PlainAnswer> =>
  dry ? json({ dryRun: true, preview: await tryOut(actor, { op, raw }) }) : answer(await perform(op, actor, raw));

/** Reads what a change is made from. */
export const readFirst = <Op extends AnyOperation>({ actor, dry }: Asked, op: Op, raw: unknown): Promise<Output<Op>> =>
  dry ? glance(op, actor, raw) : readBeside(op, actor, raw);
