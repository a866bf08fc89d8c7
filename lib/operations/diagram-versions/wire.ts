import { z } from "zod";
import { namesOf } from "../../../db/accounts";
import { type Version, versionsOf } from "../../../db/diagram-versions";
import type { Cell } from "../../domain/diagram/cell";
import type { Comparison } from "../../domain/diagram/compare";
import { notFound } from "../../domain/refusal";
import type { At } from "../operation";
import { personWire } from "../wire/models";

const somebody = z.strictObject({ uid: z.number().int(), name: z.string() });

/** `by` null: kept by itself. `editors`: who edited since the version before. `cells`: how many. */
export const versionShape = z.strictObject({
  id: z.string(),
  seq: z.number().int(),
  kind: z.enum(["automatic", "named", "restored"]),
  name: z.string().nullable(),
  by: somebody.nullable(),
  editors: z.array(somebody),
  at: z.string(),
  cells: z.number().int(),
});
export type VersionWire = z.infer<typeof versionShape>;

const cell = z.custom<Cell>();
export const cellsShape = z.array(cell);
export const comparisonShape = z.strictObject({
  added: cellsShape,
  removed: cellsShape,
  changed: z.array(z.strictObject({ before: cell, after: cell, members: z.array(z.string()) })),
  order: z.boolean(),
}) satisfies z.ZodType<Comparison>;

type Here = Pick<At<{ diagramId: string }>, "db" | "owner" | "input">;

/** All versions of the diagram for the outside, the newest first. */
export async function versionWires(at: Here): Promise<VersionWire[]> {
  const versions = await versionsOf(at.db, at.owner, at.input.diagramId);
  const uids = versions.flatMap(({ by_uid, editors }) => [...(by_uid === null ? [] : [by_uid]), ...editors]);
  const people = await namesOf(at.db, uids);
  const nameOf = (uid: number) => ({ uid, name: personWire(people, uid).name });
  return versions.map((version) => wireOf(version, nameOf));
}

const wireOf = (version: Version, nameOf: (uid: number) => z.infer<typeof somebody>): VersionWire => ({
  id: version.id,
  seq: version.seq,
  kind: version.kind,
  name: version.name,
  by: version.by_uid === null ? null : nameOf(version.by_uid),
  editors: version.editors.map(nameOf),
  at: version.at.toISOString(),
  cells: version.count,
});

/** One of them. Refusal: not-found. */
export async function versionWire(at: Here, id: string): Promise<VersionWire> {
  const version = (await versionWires(at)).find((one) => one.id === id);
  if (!version) throw notFound("version");
  return version;
}
