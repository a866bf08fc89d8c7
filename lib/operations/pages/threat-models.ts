import { z } from "zod";
import { namesOf } from "../../../db/accounts";
import { findEnvironment } from "../../../db/environments";
import type { ThreatModel } from "../../../db/threat-models";
import { holdsIn, listedLine, type ModelRole, modelRoles } from "../../domain/diagram/rights";
import type { At } from "../operation";
import { personWire } from "../wire/models";
import { dateWire } from "../wire/people";
import { drawingShape, drawingsOf } from "./drawings";

const int = z.number().int();

/** A threat model as pages list it. */
export const modelLine = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  owner: z.strictObject({ uid: int, name: z.string(), email: z.string() }),
  /** It belongs to the caller's account. */
  own: z.boolean(),
  environment: z.strictObject({ appid: z.string(), name: z.string(), shownAs: z.string() }).nullable(),
  /** The caller's. */
  role: z.enum(modelRoles),
  /** When the line of its list ends that names the caller, in ISO 8601. */
  ends: z.string().nullable(),
  version: int,
  /** UTC, as the wire has it: when it, or one of its diagrams, was last changed. */
  changedAt: z.string(),
  /** How many lines its own list has beside its account's owner, and whether one of them is for everybody. */
  listed: int,
  everyone: z.boolean(),
  diagrams: z.array(drawingShape),
});
export type ModelLine = z.infer<typeof modelLine>;

export type Held = { model: ThreatModel; role: ModelRole };
type Here = Pick<At<unknown>, "db" | "actor">;

/** Models of one owner, as they are listed. */
export async function modelLines(at: Here, owner: number, held: readonly Held[]): Promise<ModelLine[]> {
  const drawings = await drawingsOf(
    at,
    owner,
    held.map(({ model }) => model.id),
  );
  const account = personWire(await namesOf(at.db, [owner]), owner);
  const lines: ModelLine[] = [];
  for (const { model, role } of held) {
    const { id, name, description, version, modified_at } = model;
    const entries = model.entries.filter(holdsIn(model));
    const environment = model.environment === null ? undefined : await findEnvironment(at.db, owner, model.environment);
    const diagrams = drawings.get(id) ?? [];
    lines.push({
      id,
      name,
      description: description ?? "",
      owner: account,
      own: owner === at.actor.uid,
      environment: environment
        ? { appid: environment.appid, name: environment.name, shownAs: environment.display_name }
        : null,
      role,
      ends: listedLine(model, at.actor)?.ends_at?.toISOString() ?? null,
      version,
      changedAt: [dateWire(modified_at), ...diagrams.map(({ drawnAt }) => drawnAt)].sort().at(-1)!,
      listed: entries.filter(({ uid }) => uid !== owner).length,
      everyone: entries.some(({ principal_type }) => principal_type === "group"),
      diagrams,
    });
  }
  return lines;
}
