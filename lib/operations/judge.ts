import type { HowDecided } from "../domain/kept-step";
import { Refusal } from "../domain/refusal";
import type { AnyOperation, At, Leave } from "./operation";
import type { Used } from "./verdict";

/** What an operation is handed from `load` to `handle`: one object that is filled in, because copying it costs as much as judging. */
export type Here = At<unknown> &
  Leave & { facts: unknown; because: string; how: HowDecided | undefined; on: Used | undefined };
export type Judged = Here & { version: number };

/** Fills in the facts. Refusals: forbidden, and whatever `load` refuses. */
export async function judge(op: AnyOperation, at: Here): Promise<void> {
  if (op.ownersOnly && at.owner !== at.actor.uid)
    throw new Refusal("forbidden", "Only the owner of an account may do this.");
  at.facts = await op.load(at);
  const verdict = op.allow(at);
  if (!verdict.allowed) throw new Refusal("forbidden", verdict.because, verdict.detail);
  at.because = verdict.because;
  at.how = verdict.detail?.how;
  at.on = verdict.on;
}
