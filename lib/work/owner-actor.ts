import { findAccount } from "../../db/accounts";
import { db } from "../../db/client";
import type { Actor } from "../domain/actor";

/** A person as they are now, for what the house does in their name; null for a closed account. */
export async function actorFor(uid: number): Promise<Actor | null> {
  const account = await findAccount(db(), uid);
  if (account?.status !== "ACTIVE") return null;
  return {
    uid,
    email: account.email,
    verified: account.verified_at !== null,
    name: account.name,
    door: "system",
    versions: new Map(),
    from: { ip: "", userAgent: "" },
  };
}
