import type { Rule } from "../lib/domain/threats/rule";
import type { Dismissal } from "../lib/domain/threats/suggest";
import type { Threat } from "../lib/domain/threats/threat";
import type { Db } from "./client";
import type { ThreatRow } from "./schema";

/** The threats of a threat model by number, those of deleted diagrams left out. */
export async function threatsOf(at: Db, owner: number, model: string): Promise<ThreatRow[]> {
  return at
    .selectFrom("threat as t")
    .innerJoin("diagram as d", (j) => j.onRef("d.owner_uid", "=", "t.owner_uid").onRef("d.id", "=", "t.diagram_id"))
    .selectAll("t")
    .where("t.owner_uid", "=", owner)
    .where("t.threat_model_id", "=", model)
    .where("d.deleted_at", "is", null)
    .orderBy("t.number")
    .orderBy("t.id")
    .execute();
}

/** How many threats of each element of a diagram are open; those without any are left out. */
export async function openThreatsOf(at: Db, owner: number, diagram: string): Promise<Record<string, number>> {
  const rows = await at
    .selectFrom("threat")
    .select(({ fn }) => ["cell", fn.countAll<number>().as("count")])
    .where("owner_uid", "=", owner)
    .where("diagram_id", "=", diagram)
    .where("status", "=", "open")
    .groupBy("cell")
    .execute();
  return Object.fromEntries(rows.map(({ cell, count }) => [cell, Number(count)]));
}

export async function findThreat(at: Db, owner: number, id: string): Promise<ThreatRow | undefined> {
  return at.selectFrom("threat").selectAll().where("owner_uid", "=", owner).where("id", "=", id).executeTakeFirst();
}

export type NewThreat = Omit<Threat, "number"> & { number: number; diagram: string };

/** Adds threats; one whose rule has made a threat of its element already is left as it is. Answers the ids of those that are new. */
export async function addThreats(
  at: Db,
  of: { owner: number; model: string; by: number },
  threats: readonly NewThreat[],
): Promise<string[]> {
  if (threats.length === 0) return [];
  const rows = threats.map(({ cell, diagram, facts, aside, ...threat }) => ({
    ...threat,
    owner_uid: of.owner,
    threat_model_id: of.model,
    diagram_id: diagram,
    cell,
    facts: JSON.stringify(facts),
    aside: aside ? JSON.stringify(aside) : null,
    created_by: of.by,
  }));
  const added: { id: string }[] = [];
  for (let n = 0; n < rows.length; n += A_STATEMENT) {
    const part = rows.slice(n, n + A_STATEMENT);
    added.push(
      ...(await at
        .insertInto("threat")
        .values(part)
        .onConflict((c) => c.columns(["owner_uid", "diagram_id", "cell", "rule"]).doNothing())
        .returning("id")
        .execute()),
    );
  }
  return added.map(({ id }) => id);
}
const A_STATEMENT = 500;

/** The highest number given in a threat model, also to what is deleted with its diagram. */
export async function highestNumber(at: Db, owner: number, model: string): Promise<{ highest: number; count: number }> {
  const row = await at
    .selectFrom("threat")
    .select(({ fn }) => [fn.max("number").as("highest"), fn.countAll<number>().as("count")])
    .where("owner_uid", "=", owner)
    .where("threat_model_id", "=", model)
    .executeTakeFirstOrThrow();
  return { highest: Number(row.highest ?? 0), count: Number(row.count) };
}

type Changes = Partial<Pick<Threat, "category" | "title" | "description" | "mitigation" | "severity" | "status">>;

export async function saveThreat(at: Db, row: ThreatRow, changes: Changes): Promise<void> {
  await at
    .updateTable("threat")
    .set({ ...changes, version: row.version + 1, modified_at: new Date() })
    .where("owner_uid", "=", row.owner_uid)
    .where("id", "=", row.id)
    .execute();
}

export async function removeThreat(at: Db, { owner_uid, id }: Pick<ThreatRow, "owner_uid" | "id">): Promise<void> {
  await at.deleteFrom("threat").where("owner_uid", "=", owner_uid).where("id", "=", id).execute();
}

/** What is dismissed in a threat model, and in all of the account. */
export async function dismissalsOf(at: Db, owner: number, model: string): Promise<Dismissal[]> {
  const rows = await at
    .selectFrom("threat_dismissal")
    .select(["rule", "place"])
    .where("owner_uid", "=", owner)
    .where((eb) => eb.or([eb("threat_model_id", "=", model), eb("threat_model_id", "is", null)]))
    .orderBy("at")
    .execute();
  return rows.flatMap(({ rule, place }) => readPlace(rule, place) ?? []);
}

const placeOf = (one: Dismissal, model: string): string => {
  if (one.scope === "here") return `here ${one.diagram} ${one.cell}`;
  return one.scope === "kind" ? `kind ${model} ${one.kind}` : "always";
};

function readPlace(rule: string, place: string): Dismissal | null {
  const [scope, of, what] = place.split(" ");
  if (scope === "here") return { rule, scope, diagram: of!, cell: what! };
  if (scope === "kind") return { rule, scope, kind: what as Extract<Dismissal, { scope: "kind" }>["kind"] };
  return scope === "always" ? { rule, scope } : null;
}

type In = { owner: number; model: string; by: number };

export async function addDismissals(at: Db, { owner, model, by }: In, all: readonly Dismissal[]): Promise<void> {
  if (all.length === 0) return;
  const rows = all.map((one) => ({
    owner_uid: owner,
    rule: one.rule,
    place: placeOf(one, model),
    threat_model_id: one.scope === "always" ? null : model,
    by_uid: by,
  }));
  await at
    .insertInto("threat_dismissal")
    .values(rows)
    .onConflict((c) => c.columns(["owner_uid", "rule", "place"]).doNothing())
    .execute();
}

export async function removeDismissals(
  at: Db,
  { owner, model }: Omit<In, "by">,
  all: readonly Dismissal[],
): Promise<void> {
  for (const one of all) {
    await at
      .deleteFrom("threat_dismissal")
      .where("owner_uid", "=", owner)
      .where("rule", "=", one.rule)
      .where("place", "=", placeOf(one, model))
      .execute();
  }
}

/** The rules an owner changed or made, in the order of their ids. */
export async function ownRules(at: Db, owner: number): Promise<Rule[]> {
  const rows = await at
    .selectFrom("threat_rule")
    .select("rule")
    .where("owner_uid", "=", owner)
    .orderBy("at")
    .orderBy("id")
    .execute();
  return rows.map(({ rule }) => rule);
}

export async function saveRule(at: Db, { owner, by }: Omit<In, "model">, rule: Rule): Promise<void> {
  const row = { owner_uid: owner, id: rule.id, rule: JSON.stringify(rule), by_uid: by };
  await at
    .insertInto("threat_rule")
    .values(row)
    .onConflict((c) => c.columns(["owner_uid", "id"]).doUpdateSet({ rule: row.rule, by_uid: by }))
    .execute();
}

export async function removeRule(at: Db, owner: number, id: string): Promise<void> {
  await at.deleteFrom("threat_rule").where("owner_uid", "=", owner).where("id", "=", id).execute();
}

/** What files said of a model and of its diagrams that has no place here, by the id of what it is about. */
export async function asidesOf(at: Db, owner: number, model: string): Promise<Map<string, Record<string, unknown>>> {
  const rows = await at
    .selectFrom("file_aside")
    .select(["of", "content"])
    .where("owner_uid", "=", owner)
    .where("threat_model_id", "=", model)
    .execute();
  return new Map(rows.map(({ of, content }) => [of, JSON.parse(content) as Record<string, unknown>]));
}

export async function keepAside(
  at: Db,
  { owner, model }: Omit<In, "by">,
  asides: ReadonlyMap<string, Record<string, unknown>>,
): Promise<void> {
  const rows = Array.from(asides, ([of, content]) => ({
    owner_uid: owner,
    threat_model_id: model,
    of,
    content: JSON.stringify(content),
  }));
  if (rows.length > 0) await at.insertInto("file_aside").values(rows).execute();
}
