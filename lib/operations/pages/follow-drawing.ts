import { z } from "zod";
import { namesOf } from "../../../db/accounts";
import { headOf } from "../../../db/diagram-log";
import { findSession, participantsOf } from "../../../db/diagram-sessions";
import { readDocument } from "../../../db/documents";
import { RULES } from "../../domain/diagram/room";
import { whyNot } from "../../domain/diagram/room-seats";
import * as field from "../fields";
import { judgeReached, ownerOfDrawn, reachDrawn } from "../models";
import { type At, type Output, operation } from "../operation";
import { diagramShape } from "../wire/models";
import { dateWire } from "../wire/people";

const int = z.number().int();
const person = z.strictObject({
  uid: int,
  email: z.string(),
  name: z.string(),
  mayEdit: z.boolean(),
  readOnly: z.boolean(),
  away: z.boolean(),
  since: z.string(),
});

const here = z.strictObject({
  people: z.array(person),
  host: int.nullable(),
  presenter: int.nullable(),
  locked: z.boolean(),
});

/** For whoever sees by another's eyes: they take no seat, so that nobody is told of one who is not there. */
export const followDrawing = operation({
  method: "confer.pages.FollowDrawing",
  grant: "threatmodel.session.JoinSession",
  kind: "read",
  tokens: false,
  summary: "Tell what was drawn on a diagram since, and who is drawing, to somebody who takes no part.",
  input: z.object({ id: field.uuid(), since: field.count(Number.MAX_SAFE_INTEGER) }),
  /** `cells`: null where nothing was drawn since. */
  output: here.extend({ seq: int, cells: diagramShape.shape.cells.nullable() }),
  owner: ownerOfDrawn,
  load: (at) => reachDrawn(at, at.input.id),
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { id, since } = at.input;
    const isSame = (await headOf(at.db, at.owner, id)) === since;
    const drawn = isSame ? null : await readDocument(at.db, at.owner, id);
    return { seq: drawn?.seq ?? since, cells: drawn?.document.cells() ?? null, ...(await together(at)) };
  },
});

export type Followed = Output<typeof followDrawing>;

/** Who is in the session, each person once, in the order they came. */
async function together(at: At<{ id: string }>): Promise<z.infer<typeof here>> {
  const session = await findSession(at.db, at.owner, at.input.id);
  if (!session) return { people: [], host: null, presenter: null, locked: false };
  const seated = await participantsOf(at.db, at.owner, session.id);
  const names = await namesOf(
    at.db,
    seated.map(({ uid }) => uid),
  );
  const { host_uid: host, presenter_uid: presenter, is_locked: locked, read_only: readOnly } = session;
  const first = seated.filter(({ uid }, n) => seated.findIndex((one) => one.uid === uid) === n);
  const people = first.map(({ uid, mayEdit, joinedAt }) => {
    const last = Math.max(...seated.flatMap((one) => (one.uid === uid ? one.lastActivity.getTime() : [])));
    return {
      ...{ uid, email: names.get(uid)?.email ?? "", name: names.get(uid)?.name ?? "" },
      mayEdit: whyNot({ host, locked, readOnly }, { person: { uid }, mayEdit }) === null,
      readOnly: readOnly.includes(uid),
      away: Date.now() - last >= RULES.away,
      since: dateWire(joinedAt),
    };
  });
  return { people, host, presenter, locked };
}
