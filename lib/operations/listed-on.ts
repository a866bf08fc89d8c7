import { namesOf as accountsNamed } from "../../db/accounts";
import type { ThreatModel } from "../../db/threat-models";
import { atLeast, holdsIn, type ModelRole, neededRole } from "../domain/diagram/rights";
import type { At } from "./operation";

/** Somebody whom a threat model's own list lets call a method. `endsAt`: when that ends. */
export type OnList = { name: string; email: string; role: ModelRole; endsAt: Date | null };

/** Of each of these threat models those whom its own list lets, but for its account's owner. */
export async function listedOn(
  at: Pick<At<unknown>, "db" | "owner">,
  models: readonly ThreatModel[],
  method: string,
): Promise<OnList[][]> {
  const accounts = await accountsNamed(
    at.db,
    models.flatMap(({ entries }) => entries.flatMap(({ uid }) => uid ?? [])),
  );
  return models.map((model) =>
    model.entries.filter(holdsIn(model)).flatMap(({ principal_type, uid, role, email, ends_at: endsAt }) => {
      if (principal_type !== "user" || uid === at.owner || !atLeast(role, neededRole(method))) return [];
      const account = accounts.get(uid ?? 0);
      const address = account?.email ?? email;
      return { name: account?.name || address, email: address, role, endsAt };
    }),
  );
}
