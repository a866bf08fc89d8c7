import { z } from "zod";
import { namesOf } from "../../../db/accounts";
import { type Diagram, diagramsOf } from "../../../db/diagrams";
import { type DrawnNow, drawnNow, removedFrom } from "../../../db/drawn-now";
import { config } from "../../config.mjs";
import type { At } from "../operation";
import { dateWire } from "../wire/people";

const int = z.number().int();

/** Somebody who is in a diagram now. */
const presence = z.strictObject({
  uid: int,
  name: z.string(),
  mayEdit: z.boolean(),
  host: z.boolean(),
  presenter: z.boolean(),
  /** UTC, as the wire has it. */
  since: z.string(),
});

/** A diagram as a picture with whoever is in it. */
export const drawingShape = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** The number of its last edit, by which pictures are told apart. */
  seq: int,
  /** UTC, as the wire has it. */
  drawnAt: z.string(),
  here: z.array(presence),
  /** Why the caller cannot join now: they were sent out of the session, or all its seats are taken. */
  shut: z.enum(["removed", "full"]).nullable(),
});
export type DrawingLine = z.infer<typeof drawingShape>;
export type Presence = z.infer<typeof presence>;

type Here = Pick<At<unknown>, "db" | "actor">;

/** The diagrams of these threat models of one owner, each under its model; the oldest first. */
export async function drawingsOf(
  { db, actor }: Here,
  owner: number,
  models: readonly string[],
): Promise<Map<string, DrawingLine[]>> {
  const diagrams = await diagramsOf(db, owner, models);
  const seated = await drawnNow(
    db,
    owner,
    diagrams.map(({ id }) => id),
  );
  const sentOut = seated.length > 0 ? await removedFrom(db, owner, actor.uid) : new Set<string>();
  const names = await namesOf(
    db,
    seated.map(({ uid }) => uid),
  );
  const found = new Map<string, DrawingLine[]>(models.map((id) => [id, []]));
  for (const diagram of diagrams) {
    const inIt = seated.filter((one) => one.diagram === diagram.id);
    const here = inIt.map(({ uid, mayEdit, host, presenter, since }) => {
      const { name = "", email = "" } = names.get(uid) ?? {};
      return { uid, name: name || email, mayEdit, host, presenter, since: dateWire(since) };
    });
    const shut = sentOut.has(diagram.id) ? "removed" : isFull(inIt) ? "full" : null;
    found.get(diagram.threat_model_id)?.push({ ...plain(diagram), here, shut });
  }
  return found;
}

const isFull = (seated: readonly DrawnNow[]): boolean =>
  seated.reduce((all, { sockets }) => all + sockets, 0) >= config().caps.seats;

const plain = ({ id, name, seq, modified_at, drawn_at }: Diagram) => ({
  id,
  name,
  seq,
  drawnAt: dateWire(drawn_at ?? modified_at),
});
