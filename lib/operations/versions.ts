import { versionNow } from "../../db/accounts";
import type { Actor } from "../domain/actor";

/** The version of an owner that a read relies on: what the request brought along, or what it is now; 0 where there is no account. */
export const versionFor = async (actor: Actor, owner: number): Promise<number> =>
  actor.versions.get(owner) ?? (await versionNow(owner)) ?? 0;
