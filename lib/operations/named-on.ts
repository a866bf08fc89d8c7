import { namesOf } from "../../db/accounts";
import type { ThreatModel } from "../../db/threat-models";
import { holdsIn } from "../domain/diagram/rights";
import { fold } from "../domain/fold";
import type { At } from "./operation";

/** Somebody whom own lists of threat models name. `uid`: null while nobody has an account under the address; `found`: name and address, folded. */
export type OnLists = { uid: number | null; email: string; name: string; found: string };

/** Everybody whom the own lists of these models name now, each once, but for the account's owner: as whoever sees a list reads it. */
export async function namedOn(
  { db, owner }: Pick<At<unknown>, "db" | "owner">,
  models: readonly ThreatModel[],
): Promise<OnLists[]> {
  const lines = models.flatMap((model) => model.entries.filter(holdsIn(model)));
  const accounts = await namesOf(
    db,
    lines.flatMap(({ uid }) => uid ?? []),
  );
  const people = new Map<string, OnLists>();
  for (const { principal_type, uid, email: address } of lines) {
    const account = uid === null ? null : accounts.get(uid);
    const email = account?.email ?? address;
    if (principal_type !== "user" || uid === owner || email === "") continue;
    const name = account?.name || email;
    people.set(String(uid ?? email), { uid, email, name, found: fold(`${name}\n${email}`) });
  }
  return [...people.values()];
}
