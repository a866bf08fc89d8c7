import { namesOf } from "../../../db/accounts";
import { db } from "../../../db/client";
import { changesSince } from "../../../db/journal";
import { rolesOf } from "../../../db/roles";
import { isObject } from "../../domain/diagram/cell";
import type { Because } from "../../domain/diagram/room";

/** How many changes are looked at. */
const MOST = 50;

type Change = Awaited<ReturnType<typeof changesSince>>[number];
type Of = { owner: number; uid: number; model: string; collaborations: ReadonlySet<number> };

/**
 * What took a right from somebody between two versions of the owner's data, by the journal: the newest change that can have. Null where
 * none is found, as when time alone has ended it.
 */
export async function becauseOf(of: Of, after: number, upTo: number): Promise<Because | null> {
  const changes = await changesSince(db(), of.owner, after, upTo, MOST);
  for (const change of changes) {
    const what = await whatOf(change, of);
    if (!what) continue;
    const by = (await namesOf(db(), [change.actor_uid])).get(change.actor_uid);
    return { ...what, by: by?.name || by?.email || "" };
  }
  return null;
}

async function whatOf({ target, target_id, before, after }: Change, of: Of): Promise<Omit<Because, "by"> | null> {
  const [was, is] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  switch (target) {
    case "share": {
      const collaboration = is.collaboration ?? was.collaboration ?? was.collaborationId;
      if (!of.collaborations.has(Number(collaboration))) return null;
      const left = new Set(numbersIn(is.roleIds));
      const lost = numbersIn(was.roleIds).filter((id) => !left.has(id));
      const roles = new Map((await rolesOf(db(), of.owner)).map(({ id, name }) => [id, name]));
      const names = lost.flatMap((id) => roles.get(id) ?? []);
      return names.length > 0 ? { what: "role-removed", names } : { what: "access", names: [] };
    }
    case "role":
    case "policy": {
      const name = String(is.name ?? was.name ?? "");
      return name ? { what: target === "role" ? "role-changed" : "policy-changed", names: [name] } : null;
    }
    case "threat-model":
      return target_id === of.model ? { what: "list", names: [] } : null;
    case "collaboration":
      return of.collaborations.has(Number(target_id)) ? { what: "access", names: [] } : null;
    case "environment":
    case "group":
      return { what: "access", names: [] };
    default:
      return null;
  }
}

const numbersIn = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);
