import type { Actor } from "../domain/actor";
import { REASON } from "../domain/reason";
import { notFound, Refusal } from "../domain/refusal";
import type { AnyOperation } from "./operation";

/**
 * Somebody sees what another sees. They see what that other has with one owner, and nothing of what is between the two of them alone:
 * their account, their sign-ins and tokens, their letters, the other owners they work with. They change nothing. All of it is held
 * here and in the few lookups that gather across owners: what nobody thought of is shut.
 */

/** Refusal: forbidden, for whatever changes something or lets in. */
export function refuseInView(op: AnyOperation, { viewed }: Actor): void {
  if (!viewed || (op.kind === "read" && op.inView !== false)) return;
  throw new Refusal("forbidden", `You are viewing as ${viewed.name}, and change nothing.`, { reason: REASON.viewing });
}

/** Refusal: not-found, for what is another owner's or their own. */
export function keepInView(op: AnyOperation, actor: Actor, owner: number): void {
  const gathers = op.inView === true && owner === actor.uid;
  if (!gathers && !isInView(actor, owner)) throw notFound("account");
}

/** Is this owner's side shown to whoever asks? */
export const isInView = ({ viewed }: Pick<Actor, "viewed">, owner: number): boolean =>
  !viewed || viewed.owner === owner;
