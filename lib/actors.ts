import type { Key } from "../db/keys";
import type { Actor } from "./domain/actor";
import type { Seen } from "./operations/pages/view-as";
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

/** Whoever `person` sees as. Null: as nobody any more; they see nothing until they leave. */
export const viewedBy = (person: Actor, seen: Seen | null): Actor => ({
  uid: seen?.uid ?? person.uid,
  email: seen?.email ?? person.email,
  verified: seen !== null,
  name: seen?.name ?? person.name,
  door: person.door,
  versions: new Map([...person.versions].filter(([owner]) => owner === seen?.owner)),
  from: person.from,
  viewed: { by: person.uid, owner: seen?.owner ?? 0, member: seen?.memberId ?? 0, name: seen?.name ?? "" },
});

/** Whoever holds this key. */
export async function actorOf(key: Key, from: From, door: Actor["door"] = "rest"): Promise<Actor> {
  const { uid, email, verified, name, versions } = key;
  const actor: Actor = { uid, email, verified, name, door, versions, from };
  if (key.kind === "sign-in") actor.signInId = key.id;
  else actor.token = await tokenScope(key);
  return actor;
}
