import { db } from "../../../db/client";
import type { Key } from "../../../db/keys";
import { findToken } from "../../../db/tokens";
import type { TokenScope } from "../../domain/actor";
import { Refusal } from "../../domain/refusal";
import { keep } from "../../keep";
import { one } from "../../one";

const KEPT = 5_000;
const kept = one("token-scopes", () => new Map<number, { keysVersion: number; scope: TokenScope }>());

/**
 * What the token of this key may do and where. Kept until its owner's keys change. Refusal: signed-out when it was deleted meanwhile.
 */
export async function tokenScope(key: Key): Promise<TokenScope> {
  const known = kept.get(key.id);
  if (known?.keysVersion === key.keysVersion) return known.scope;
  const token = await findToken(db(), key.uid, key.id);
  if (!token) throw new Refusal("signed-out", "user not authenticated");
  const resources = token.resources ? new Set(token.resources) : null;
  const scope: TokenScope = { id: token.id, methods: new Set(token.methods), resources };
  keep(kept, key.id, { keysVersion: key.keysVersion, scope }, KEPT);
  return scope;
}
