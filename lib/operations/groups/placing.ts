import { z } from "zod";
import { regrouped } from "../../domain/rearranged";
import * as field from "../fields";
import type { At } from "../operation";
import { all, no, type Verdict, yes } from "../verdict";
import { judgeOn, loadEnvironment } from "../views";
import { gainsNothing } from "./gain";
import { asGroup, loadGroup } from "./target";

/** What attaching and detaching are asked for: `envName` names the environment by name, appid or short domain. */
export const placingInput = z.object({
  envName: field.name(),
  envGroup: field.text(2000),
  ownerUid: field.ownerUid(),
});
type Placing = z.output<typeof placingInput>;

/** The environment, one group of the same owner, and what the change would give the actor. Refusals: no-environment, not-found. */
export async function loadPlacing(at: At<Placing>, change: "attach" | "detach") {
  const { environment, view } = await loadEnvironment(at);
  const { group } = await loadGroup(at, at.input.envGroup, "envGroup", view);
  const others = environment.groups.filter((path) => path !== group.path);
  const groups = change === "attach" ? [...others, group.path] : others;
  const rights = all(judgeOn(at, view, { type: "ENV", id: environment.appid }), judgeOn(at, view, asGroup(group.path)));
  // Two worlds are not built for somebody who may not anyway.
  const gain = rights.allowed ? await gainsNothing(at, regrouped(environment.appid, groups)) : rights;
  return { environment, group, rights, gain };
}

/**
 * The method is needed on both. A shared environment stays within its owner's groups, and a member leaves isolated ones alone
 * (vap.md C.6).
 */
export function mayPlace(at: At<Placing> & { facts: Awaited<ReturnType<typeof loadPlacing>> }): Verdict {
  const { group, rights, gain } = at.facts;
  const { ownerUid } = at.input;
  return all(
    rights,
    ownerUid === undefined || ownerUid === at.owner
      ? yes("Both are of one account.")
      : no("A shared environment stays in the groups of its owner."),
    group.is_isolated && at.owner !== at.actor.uid ? no("Only its owner changes an isolated group.") : gain,
  );
}
