import { namesOf } from "../../../db/accounts";
import { environmentsNamed, namesThen, type SealedRow, tokensNamed } from "../../../db/journal-read";
import { askersOf } from "../../../db/requests";
import { linesNamed } from "../../../db/reviews";
import { policiesOf } from "../../../db/roles";
import { roleNamesOf } from "../../../db/roster";
import { systemPolicies } from "../../domain/policy";
import type { At } from "../operation";

type Row = Pick<SealedRow, "before" | "after" | "target" | "target_id">;
type Plain = Record<string, unknown>;

const ROLES = ["roleIds", "roles", "role", "replacedBy"];
const POLICIES = ["policies", "replacedBy"];
const PEOPLE = ["creatorUid", "host", "uid"];

/**
 * What those are called whose ids stand in what changed, or that changed: by `role:12`, `policy:12`, `person:12`, `token:12`, `request:12`
 * (whose it is), `env:` with its appid, and `line:` and `on:` with review and number (whom it is about, and what). What is gone is
 * called as it was last.
 */
export async function calledIn(
  at: Pick<At<unknown>, "db" | "owner">,
  rows: readonly Row[],
): Promise<(row: Row) => Record<string, string>> {
  const { db, owner } = at;
  const ids = new Map(rows.map((row) => [row, idsIn(row)]));
  const { role, policy, person, token, request, env, line } = union([...ids.values()]);
  const roles = role.length > 0 ? await roleNamesOf(db, owner) : new Map<number, string>();
  const own = policy.length > 0 ? await policiesOf(db, owner) : [];
  const policies = new Map([...systemPolicies, ...own].map(({ id, name }) => [id, name]));
  const askers = await askersOf(db, owner, request);
  const tokens = new Map((await tokensNamed(db, owner, token)).map(({ id, description }) => [id, description]));
  const people = await namesOf(db, [...person, ...askers.values()]);
  const environments = await environmentsNamed(db, owner, env);
  const lines = new Map((await linesNamed(db, owner, line)).map((one) => [one.line, one]));
  const gone = <T extends string>(target: T, asked: readonly number[], known: ReadonlyMap<number, string>) =>
    asked.flatMap((id) => (known.has(id) ? [] : { target, id }));
  const then = await namesThen(db, owner, [
    ...gone("role", role, roles),
    ...gone("policy", policy, policies),
    ...gone("token", token, tokens),
  ]);
  const nameOf = (uid: number | undefined) => people.get(uid ?? 0)?.name || people.get(uid ?? 0)?.email;
  return (row) => {
    const found = ids.get(row)!;
    const named = <I>(kind: string, list: readonly I[], nameOf: (id: I) => string | undefined) =>
      list.flatMap((id) => {
        const name = nameOf(id);
        return name ? [[`${kind}:${id}`, name] as const] : [];
      });
    const reviewed = found.line.flatMap((id) => lines.get(id) ?? []);
    return Object.fromEntries([
      ...named("role", found.role, (id) => roles.get(id) ?? then.get(`role:${id}`)),
      ...named("policy", found.policy, (id) => policies.get(id) ?? then.get(`policy:${id}`)),
      ...named("person", found.person, nameOf),
      ...named("token", found.token, (id) => tokens.get(id) ?? then.get(`token:${id}`)),
      ...named("request", found.request, (id) => nameOf(askers.get(id))),
      ...named("env", found.env, (id) => environments.get(id)?.name),
      ...reviewed.flatMap(({ line, person, resource, thing }) => [
        [`line:${line}`, person],
        [`on:${line}`, resource],
        [`env:${resource.slice("ENV:".length)}`, thing],
      ]),
    ]);
  };
}

function union(all: readonly Ids[]): Ids {
  const of = <T>(list: (found: Ids) => readonly T[]): T[] => [...new Set(all.flatMap(list))];
  return {
    role: of(({ role }) => role),
    policy: of(({ policy }) => policy),
    person: of(({ person }) => person),
    token: of(({ token }) => token),
    request: of(({ request }) => request),
    env: of(({ env }) => env),
    line: of(({ line }) => line),
  };
}

type Ids = Record<"role" | "policy" | "person" | "token" | "request", number[]> & Record<"env" | "line", string[]>;

function idsIn({ before, after, target, target_id }: Row): Ids {
  const sides = [before, after];
  const members = sides.filter(isPlain);
  const under = (names: readonly string[]) => members.flatMap((said) => names.flatMap((name) => said[name] ?? []));
  // What is shared, all at once: type and id, or both as one; and the roles.
  const shared = sides.flatMap((said) => (Array.isArray(said) ? said.filter(Array.isArray) : []));
  const named = [...under(["entries"]), ...under(["line"])].filter(isPlain).map(({ uid }) => uid);
  const wished = target === "request" ? members.map(({ type, resourceId }) => `${type}:${resourceId}`) : [];
  const keys = [...wished, ...under(["resources"]), ...shared.map((one) => keyOf(one))];
  const reviewed = target === "review" ? under(["lines"]) : [];
  const itself = (kind: string) => (target === kind ? [Number(target_id)] : []);
  return {
    token: itself("token"),
    request: itself("request"),
    role: numbers([...itself("role"), ...under(ROLES), ...shared.flatMap((one) => one.at(-1))]),
    policy: numbers([...itself("policy"), ...under(POLICIES)]),
    person: numbers([...under(PEOPLE), ...named]),
    env: [
      ...new Set([
        ...under(["environment"]).filter((one) => typeof one === "string"),
        ...keys.flatMap((key) => (typeof key === "string" && key.startsWith("ENV:") ? key.slice(4) : [])),
      ]),
    ] as string[],
    // How many there were is said by a number alone.
    line: members.some(({ lines }) => Array.isArray(lines)) ? numbers(reviewed).map((n) => `${target_id}:${n}`) : [],
  };
}

/** Of a thing in what is shared all at once, as `ENV:shop`. */
export const keyOf = (shared: readonly unknown[]): string => shared.slice(0, -1).join(":");

const isPlain = (value: unknown): value is Plain =>
  value !== null && typeof value === "object" && !Array.isArray(value);
const numbers = (values: readonly unknown[]): number[] => [
  ...new Set(values.filter((value) => typeof value === "number")),
];
