import type { Key } from "../db/keys";
import type { Actor } from "./domain/actor";
import { tokenScope } from "./operations/tokens/scope";

type From = Actor["from"];

/** Nobody in particular: whoever calls what anyone may. */
export const nobody = (from: From, door: Actor["door"] = "rest"): Actor => ({
  uid: 0,
  email: "",
  verified: false,
  name: "",
  door,
  versions: new Map(),
  from,
});

/** Whoever holds this key. */
export async function actorOf(key: Key, from: From, door: Actor["door"] = "rest"): Promise<Actor> {
  const { uid, email, verified, name, versions } = key;
  const actor: Actor = { uid, email, verified, name, door, versions, from };
  if (key.kind === "sign-in") actor.signInId = key.id;
  else actor.token = await tokenScope(key);
  return actor;
}
