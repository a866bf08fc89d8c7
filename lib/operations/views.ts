import { type Environment, findEnvironment, findEnvironmentOwner } from "../../db/environments";
import { isMemberOf, pointersOf } from "../../db/memberships";
import { worldOf } from "../../db/worlds";
import { howDecided } from "../domain/kept-decision";
import type { HowDecided } from "../domain/kept-step";
import { Refusal } from "../domain/refusal";
import type { Resource } from "../domain/resource";
import { decide, methodsOn } from "../domain/rights";
import type { World } from "../domain/world";
import type { Asked, At } from "./operation";
import { no, type Verdict, yes } from "./verdict";
import { versionFor } from "./versions";
import { isInView } from "./viewed";

/**
 * What an actor sees of one owner's environments and groups: null for the owner, who sees all of them. An owner who comes with
 * a token limited to some resources is judged like anybody else (S-41).
 */
export type View = World | null;

type Here = Pick<At<unknown>, "db" | "actor" | "owner" | "version">;

export async function viewOf(at: Here): Promise<View> {
  if (at.owner === at.actor.uid && !at.actor.token?.resources) return null;
  return worldOf(at.db, at.owner, at.version, at.actor.uid);
}

/** May the actor call this very method on this resource? */
export function judgeOn(at: Pick<At<unknown>, "actor" | "method">, view: View, resource: Resource): Verdict {
  if (view === null) return yes("They own the account.");
  const decision = decide(view, at.actor, at.method, resource);
  const how = howDecided(decision, view, resource);
  return decision.allowed ? yes(decision.sentence, how) : no(decision.sentence, how);
}

/** `judgeOn` for a whole list: the answer alone, since a sentence for each thing costs more than the answer. */
export const holdsOn = (at: Pick<At<unknown>, "actor" | "method">, view: View, resource: Resource): boolean =>
  view === null || decide(view, at.actor, at.method, resource).allowed;

/** Does the actor hold anything at all on this resource? What they do not is not theirs to know about (D4). */
export const sees = (at: Pick<At<unknown>, "actor">, view: View, resource: Resource): boolean =>
  view === null || methodsOn(view, at.actor, resource).length > 0;

/** The way to the answer of `judgeOn`; the owner's own is told without one. */
export const howHere = (
  { actor, method }: Pick<At<unknown>, "actor" | "method">,
  view: View,
  resource: Resource,
): HowDecided | undefined =>
  view === null ? undefined : howDecided(decide(view, actor, method, resource), view, resource);

/** One owner's things as one actor sees them. */
export type Seen = { owner: number; view: View };

/**
 * Whose things a list is made of: the owner asked for; otherwise the actor's own and then those of everyone they are an active
 * member with, each in the version this request may rely on.
 */
export async function everyView(at: Here & { input: { ownerUid?: number | undefined } }): Promise<Seen[]> {
  const own = isInView(at.actor, at.owner) ? [{ owner: at.owner, view: await viewOf(at) }] : [];
  if (at.input.ownerUid !== undefined) return own;
  const owners = new Set((await pointersOf(at.db, at.actor.uid, null)).map((pointer) => pointer.owner_uid));
  owners.delete(at.owner);
  const others: Seen[] = [];
  for (const owner of owners) {
    if (!isInView(at.actor, owner)) continue;
    const version = await versionFor(at.actor, owner);
    const view = await worldOf(at.db, owner, version, at.actor.uid);
    if (view.membershipsOf.get(at.actor.uid)?.some(({ status }) => status === "ACTIVE")) others.push({ owner, view });
  }
  return [...own, ...others];
}

/** The platform's own wording (vap.md D): the same for what is absent and for what is not theirs to know about. */
export const noEnvironment = (name: string, how?: HowDecided) =>
  new Refusal("no-environment", `application [${name}] not exist`, how ? { how } : {});

/** How a call names an environment: by its name, appid or short domain. */
export type EnvironmentNamed = { envName: string };

/** For `owner:` of operations that name an environment. Refusal: no-environment. */
export async function ownerOfEnvironment(at: Asked<EnvironmentNamed>): Promise<number> {
  const { envName } = at.input;
  const pointer = await findEnvironmentOwner(at.db, envName);
  const related = pointer && (pointer.owner === at.actor.uid || (await isMemberOf(at.db, pointer.owner, at.actor.uid)));
  if (!pointer || !related) throw noEnvironment(envName);
  return pointer.owner;
}

/** The environment a call names, provided the actor sees it. Refusal: no-environment. */
export async function loadEnvironment(at: At<EnvironmentNamed>): Promise<{ environment: Environment; view: View }> {
  const { envName } = at.input;
  const pointer = await findEnvironmentOwner(at.db, envName);
  const environment = pointer?.owner === at.owner ? await findEnvironment(at.db, at.owner, pointer.appid) : undefined;
  const view = environment && (await viewOf(at));
  if (!environment || view === undefined) throw noEnvironment(envName);
  const resource: Resource = { type: "ENV", id: environment.appid };
  if (!sees(at, view, resource)) throw noEnvironment(envName, howHere(at, view, resource));
  return { environment, view };
}
