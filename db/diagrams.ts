import type { Updateable } from "kysely";
import { sql } from "kysely";
import { type Db, statement } from "./client";
import type { DiagramRow, Schema } from "./schema";

/** A diagram without its cells, where its log stands, and when it was last drawn on. */
export type Diagram = DiagramRow & { seq: number; drawn_at: Date | null };

/** Whose diagram this is; a pointer, the row is read again behind it (R5). */
export async function ownerOfDiagram(at: Db, id: string): Promise<number | null> {
  const row = await at.selectFrom("directory_diagram").select("owner_uid").where("id", "=", id).executeTakeFirst();
  return row?.owner_uid ?? null;
}

const diagrams = (at: Db, owner: number) =>
  at
    .selectFrom("diagram as d")
    .innerJoin("diagram_head as h", (j) =>
      j.onRef("h.owner_uid", "=", "d.owner_uid").onRef("h.diagram_id", "=", "d.id"),
    )
    .leftJoin("diagram_edit as e", (j) =>
      j
        .onRef("e.owner_uid", "=", "h.owner_uid")
        .onRef("e.diagram_id", "=", "h.diagram_id")
        .onRef("e.seq", "=", "h.seq"),
    )
    .selectAll("d")
    .select(["h.seq", "e.at as drawn_at"])
    .where("d.owner_uid", "=", owner)
    .where("d.deleted_at", "is", null);

export async function findDiagram(at: Db, owner: number, id: string): Promise<Diagram | undefined> {
  return diagrams(at, owner).where("d.id", "=", id).executeTakeFirst();
}

/** The diagrams of these threat models, the oldest first. */
export async function diagramsOf(at: Db, owner: number, models: readonly string[]): Promise<Diagram[]> {
  if (models.length === 0) return [];
  return diagrams(at, owner)
    .where("d.threat_model_id", "=", sql<string>`any(${models}::uuid[])`)
    .orderBy("d.created_at")
    .orderBy("d.id")
    .execute();
}

const counted = statement<{ n: number }>(`
  select count(*)::int as n from diagram d join threat_model m on m.owner_uid = d.owner_uid and m.id = d.threat_model_id
  where d.owner_uid = $1 and d.deleted_at is null and m.deleted_at is null and m.environment = any($2::text[])`);

/** How many diagrams belong to threat models of these environments. */
export const diagramsOn = async (at: Db, owner: number, appids: readonly string[]): Promise<number> =>
  appids.length === 0 ? 0 : (await counted(at, owner, [...appids]))[0]!.n;

type NewDiagram = Pick<DiagramRow, "owner_uid" | "id" | "threat_model_id" | "name" | "description" | "alias">;

export async function addDiagram(at: Db, row: NewDiagram): Promise<void> {
  const { owner_uid, id } = row;
  await at.insertInto("directory_diagram").values({ id, owner_uid }).execute();
  await at.insertInto("diagram").values(row).execute();
  await at.insertInto("diagram_head").values({ owner_uid, diagram_id: id, seq: 0 }).execute();
}

/** Changes a diagram's own columns; every change is a version. */
export async function saveDiagram(
  at: Db,
  { owner_uid, id, version }: Pick<DiagramRow, "owner_uid" | "id" | "version">,
  change: Omit<Updateable<Schema["diagram"]>, "owner_uid" | "id">,
): Promise<void> {
  await at
    .updateTable("diagram")
    .set({ ...change, version: version + 1, modified_at: new Date() })
    .where("owner_uid", "=", owner_uid)
    .where("id", "=", id)
    .execute();
}
