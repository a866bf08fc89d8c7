import { isMemberOf } from "../../db/memberships";
import { worldOf } from "../../db/worlds";
import { howDecided } from "../domain/kept-decision";
import { notFound } from "../domain/refusal";
import { decide } from "../domain/rights";
import type { World } from "../domain/world";
import type { At } from "./operation";
import { no, type Verdict, yes } from "./verdict";

/** Where the actor stands towards the owner whose account is touched. */
export type Standing = { as: "owner" } | { as: "member"; world: World };

type Here = Pick<At<unknown>, "db" | "actor" | "owner" | "version">;

/** Not found (D4) where the actor has nothing to do with that account. */
export async function standingOf(at: Here): Promise<Standing> {
  if (at.owner === at.actor.uid) return { as: "owner" };
  return { as: "member", world: await worldOf(at.db, at.owner, at.version, at.actor.uid) };
}

/** For `owner:` of operations with an `ownerUid`: the account meant, once a relation to it is known. Refusal: not-found. */
export async function ownerMeant(at: {
  db: At<unknown>["db"];
  actor: At<unknown>["actor"];
  input: { ownerUid?: number };
}) {
  const owner = at.input.ownerUid ?? at.actor.uid;
  if (owner !== at.actor.uid && !(await isMemberOf(at.db, owner, at.actor.uid))) throw notFound("account");
  return owner;
}

/** Owners may; a member may as a delegate, when a role on the account holds the method (vap.md A.1). */
export function mayActForOwner(at: Here & { method: string }, standing: Standing): Verdict {
  if (standing.as === "owner") return yes("They own the account.");
  const account = { type: "ACCOUNT", id: String(at.owner) } as const;
  const decision = decide(standing.world, at.actor, at.method, account);
  const how = howDecided(decision, standing.world, account);
  return decision.allowed ? { ...yes(decision.sentence, how), on: "account" } : no(decision.sentence, how);
}
