import type { Offer } from "@/components/sharing/offer-fields";

/** Offers as the `resources` of AddResources: each thing in the roles of every offer that names it. */
export function resourcesOf(offers: readonly Offer[]): { type: string; resourceId: string; roleIds: number[] }[] {
  const roles = new Map<string, Set<number>>();
  for (const offer of offers) {
    for (const thing of offer.things) {
      const held = roles.get(thing) ?? new Set<number>();
      for (const role of offer.roles) held.add(role);
      roles.set(thing, held);
    }
  }
  return [...roles].map(([thing, ids]) => {
    const cut = thing.indexOf(":");
    return { type: thing.slice(0, cut), resourceId: thing.slice(cut + 1), roleIds: [...ids] };
  });
}
