import { countCall, MODEL } from "../../db/calls";
import type { Actor } from "../domain/actor";
import { mayOnModel } from "../domain/diagram/rights";
import type { AnyOperation } from "./operation";
import type { Used } from "./verdict";

/**
 * Use of a right by a call that was done: on an owner's account by whoever acts there, or on a threat model, and on its environment where its
 * own list does not give it. Whoever looks at what somebody sees uses none of their rights; what no policy grants is no use of any.
 */
export function countUse(op: AnyOperation, actor: Actor, owner: number, on: Used | undefined): void {
  if (!on || owner === actor.uid || actor.viewed) return;
  if (on === "account") {
    countCall(owner, actor.uid, op.grant ?? op.method, "ACCOUNT", String(owner));
    return;
  }
  countCall(owner, actor.uid, op.method, MODEL, on.id);
  if (!on.environment || mayOnModel(on, actor, null, op.method).role !== null) return;
  countCall(owner, actor.uid, op.method, "ENV", on.environment);
}
