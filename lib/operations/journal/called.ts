import type { SealedRow } from "../../../db/journal-read";
import { policiesOf } from "../../../db/roles";
import { roleNamesOf } from "../../../db/roster";
import { systemPolicies } from "../../domain/policy";
import type { At } from "../operation";

type Row = Pick<SealedRow, "before" | "after">;

const ROLES = ["roleIds", "roles", "role", "replacedBy"];
const POLICIES = ["policies", "replacedBy"];

/** What the roles and policies are called whose ids stand in what changed, by `role:12` and `policy:12`; of those that are gone nothing. */
export async function calledIn(
  { db, owner }: Pick<At<unknown>, "db" | "owner">,
  rows: readonly Row[],
): Promise<(row: Row) => Record<string, string>> {
  const ids = new Map(rows.map((row) => [row, { role: idsIn(row, ROLES), policy: idsIn(row, POLICIES) }]));
  const some = (kind: "role" | "policy") => [...ids.values()].some((found) => found[kind].length > 0);
  const roles = some("role") ? await roleNamesOf(db, owner) : new Map<number, string>();
  const policies = new Map(
    some("policy")
      ? [...systemPolicies, ...(await policiesOf(db, owner))].map(({ id, name }) => [id, name] as const)
      : [],
  );
  return (row) => {
    const { role, policy } = ids.get(row)!;
    const named = (kind: string, list: readonly number[], names: ReadonlyMap<number, string>) =>
      list.flatMap((id) => (names.has(id) ? [[`${kind}:${id}`, names.get(id)!] as const] : []));
    return Object.fromEntries([...named("role", role, roles), ...named("policy", policy, policies)]);
  };
}

function idsIn({ before, after }: Row, names: readonly string[]): number[] {
  const found = [before, after].flatMap((said) =>
    said !== null && typeof said === "object" && !Array.isArray(said)
      ? Object.entries(said).flatMap(([name, value]) => (names.includes(name) ? value : []))
      : // What is shared, all at once: type, id, roles.
        Array.isArray(said)
        ? said.flatMap((one) => (Array.isArray(one) && names.includes("roleIds") ? one.at(-1) : []))
        : [],
  );
  return [...new Set(found.flat().filter((id) => typeof id === "number"))] as number[];
}
