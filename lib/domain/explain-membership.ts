import type { Level } from "./reach";
import { partsOf } from "./replay";
import type { Resource } from "./resource";
import { decide } from "./rights";
import { type Telling, tell } from "./telling";
import type { Asker } from "./token";
import { lowered, statusSays } from "./trail-words";
import type { World } from "./world";

/**
 * Whether somebody is a member at all, told by how the trail of the decision begins: with a membership that is active, whatever it gives
 * them. Where none is, the decision itself says why.
 */
export function explainMembership(
  world: World,
  asker: Asker,
  method: string,
  resource: Resource,
): Telling & { allowed: boolean; level: Level | null } {
  const decision = decide(world, asker, method, resource);
  const begins = partsOf(decision.trail).map((part) =>
    part.filter(({ step }) => step === "member" || step === "status"),
  );
  const active = begins.find((part) => part.some(({ reason }) => reason === "ACTIVE"));
  if (!active) return { allowed: false, level: null, ...tell(decision) };
  const weighed = begins.filter((part) => part !== active).flat();
  const sentence = `Allowed: ${lowered(statusSays.ACTIVE)}`;
  return { allowed: true, level: null, sentence, chain: active, weighed };
}
