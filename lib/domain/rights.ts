/**
 * The model, whole. An account's **owner** may do everything with what is theirs. Anybody else has rights through **memberships**: a
 * member of a collaboration, while ACTIVE, holds the roles of that collaboration's **shares**. For one resource the shares of one
 * membership are asked level by level: the share of the thing itself (direct); else, for each group the environment hangs in, the nearest
 * group around it that is shared (group), ending at all groups; else the share of all environments (base). Only the highest level that
 * has roles counts, so a direct Viewer lowers a group's Admin. Within it, the methods of all ALLOW policies, and the baseline that makes
 * a shared thing visible at all, minus those of all DENY policies: deny wins, in any order, over the baseline too. Never more than what
 * can be shared. Several memberships are judged apart and united; a token narrows the result. Whatever is unknown is denied.
 * Sources: vap.md C.5 and A.7; D5, D7; the baseline under DENY: 2026-11-21.
 */
import type { TokenScope } from "./actor";
import { findBit } from "./bits";
import { allowedBy } from "./holdings";
import { type Level, locate, ownable, reach, UNKNOWN } from "./reach";
import type { Resource } from "./resource";
import { type Asker, tokenCovers } from "./token";
import { type Explanation, explain, type TrailStep } from "./trail";
import type { World } from "./world";

export { accessTo, accessWith, exceeds, methodsAnywhere, methodsOn, rightsOn, roleMethods } from "./holdings";
export type { Asker, TrailStep };

/** The answer, and on demand the way to it. Only `allowed` and `level` leave with JSON. */
export class Decision {
  readonly #world: World;
  readonly #asker: Asker;
  readonly #method: string;
  readonly #resource: Resource;
  #explanation: Explanation | undefined;

  constructor(
    readonly allowed: boolean,
    /** The level that counted: of the membership that allows, else of the first that reaches the resource, else null. */
    readonly level: "owner" | Level | null,
    world: World,
    asker: Asker,
    method: string,
    resource: Resource,
  ) {
    this.#world = world;
    this.#asker = asker;
    this.#method = method;
    this.#resource = resource;
  }

  /** Every step of the way, the lost ones too: member → status → share → level → role → policy → method. */
  get trail(): TrailStep[] {
    return this.explanation.trail;
  }

  /** The one reason, in plain English. */
  get sentence(): string {
    return this.explanation.sentence;
  }

  get explanation(): Explanation {
    this.#explanation ??= explain(this.#world, this.#asker, this.#method, this.#resource);
    return this.#explanation;
  }
}

/** May the asker call this method (canonical name) on this resource of the world's owner? Never throws. */
export function decide(world: World, asker: Asker, method: string, resource: Resource): Decision {
  const bit = findBit(method);
  const place = locate(world, resource);
  let allowed = false;
  let level: "owner" | Level | null = null;
  if (bit !== undefined && asker.uid === world.ownerUid) {
    allowed = ownable(place, resource);
    level = allowed ? "owner" : null;
  } else if (bit !== undefined && place !== UNKNOWN) {
    const mine = world.membershipsOf.get(asker.uid);
    for (let index = 0; mine !== undefined && index < mine.length && !allowed; index++) {
      const membership = mine[index]!;
      if (membership.status !== "ACTIVE") continue;
      const reached = reach(world, membership, place);
      allowed = reached.count > 0 && allowedBy(world, reached.shares, reached.count, bit);
      if (allowed || level === null) level = reached.level;
    }
  }
  if (allowed && asker.token !== undefined) allowed = tokenAllows(world, asker.token, method, place, resource);
  return new Decision(allowed, level, world, asker, method, resource);
}

const tokenAllows = (world: World, token: TokenScope, method: string, place: number, resource: Resource): boolean =>
  token.methods.has(method) && tokenCovers(token, world.places, place, resource);
