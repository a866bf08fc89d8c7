import { db } from "../../../db/client";
import { CATEGORY, resourceKey, resourceOfKey } from "../../domain/resource";
import { sightsOf } from "../in-sight";
import type { Asked } from "../operation";

/**
 * The same terms, with the places a token is limited to as rights know them: an environment may be called by its name, and is kept by
 * its appid. What its owner cannot see stays as it was said, and tells nothing (D4). Read outside the transaction, where worlds are kept.
 */
export async function withPlaces<Terms extends { resources?: string[] | null }>(
  at: Asked<unknown>,
  terms: Terms,
): Promise<Terms> {
  if (!terms.resources) return terms;
  const meant = await Promise.all(
    terms.resources.map(async (key) => {
      const { type, id } = resourceOfKey(key);
      const [sight] = type === "ENV" && id !== CATEGORY ? await sightsOf({ ...at, db: db() }, type, id) : [];
      return sight ? resourceKey(sight.resource) : key;
    }),
  );
  return { ...terms, resources: [...new Set(meant)].sort() };
}
