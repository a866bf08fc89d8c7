import { keep } from "../lib/keep";
import { one } from "../lib/one";
import { pool } from "./client";
import { EMPTY_FOR, SILENT_FOR } from "./diagram-sessions";

/**
 * What is happening on a diagram at this moment; `version` is its owner's, by which whatever is remembered of it is judged. As long as
 * nothing changes it is the same object, so that what is made of it can be remembered too.
 */
export type Drawing = { owner: number; version: number; session: DrawingSession | null };
export type DrawingSession = {
  id: string;
  host: Seated;
  presenter: Seated | null;
  locked: boolean;
  readOnly: number[];
  seated: SeatedNow[];
};
type Seated = { uid: number; email: string; name: string };
type SeatedNow = Seated & { mayEdit: boolean; lastActivity: Date };

/** `session` is a `DrawingSession` as JSON, those seated in the order they came. */
type DrawingRow = { id: string; owner_uid: number; version: number; session: string | null };

/** The session on each of some diagrams, and from where. */
export const DRAWN = `
  case when s.id is not null then json_build_object('id', s.id,
    'host', json_build_object('uid', s.host_uid, 'email', coalesce(h.email_shown, ''), 'name', coalesce(h.name, '')),
    'presenter', case when s.presenter_uid is not null then
      json_build_object('uid', s.presenter_uid, 'email', coalesce(v.email_shown, ''), 'name', coalesce(v.name, '')) end,
    'locked', s.is_locked, 'readOnly', s.read_only,
    'seated', (select coalesce(json_agg(json_build_object('uid', p.uid, 'email', x.email_shown, 'name', x.name,
        'mayEdit', p.may_edit, 'lastActivity', p.last_activity) order by p.joined_at, p.socket), '[]')
      from diagram_participant p join account x on x.owner_uid = p.uid
      where p.owner_uid = d.owner_uid and p.session_id = s.id
        and p.seen_at > now() - make_interval(secs => ${SILENT_FOR})))::text end`;
export const FROM_DIAGRAMS = `
  from directory_diagram d
  join account a on a.owner_uid = d.owner_uid
  left join diagram_session s on s.owner_uid = d.owner_uid and s.diagram_id = d.id
    and s.touched_at > now() - make_interval(secs => ${EMPTY_FOR})
  left join account h on h.owner_uid = s.host_uid
  left join account v on v.owner_uid = s.presenter_uid`;

const READ = `select d.id, d.owner_uid, a.version, ${DRAWN} as session ${FROM_DIAGRAMS} where d.id = $1`;

const KEPT = 5_000;
type Known = { text: string | null; drawing: Drawing };
const known = one("drawings", () => new Map<string, Known>());

/** What was read while it was found out who asks, for the question they ask. */
const carried = new WeakMap<object, { id: string; drawing: Drawing }>();

export const carryDrawing = (asker: object, id: string, drawing: Drawing): void =>
  void carried.set(asker, { id, drawing });

/** Null where there never was such a diagram. What was carried along answers once. */
export async function drawingFor(asker: object, id: string): Promise<Drawing | null> {
  const along = carried.get(asker);
  carried.delete(asker);
  return along?.id === id ? along.drawing : drawingOn(id);
}

async function drawingOn(id: string): Promise<Drawing | null> {
  const { rows } = await pool().query<DrawingRow>(READ, [id]);
  return rows[0] ? drawingOf(rows[0]) : null;
}

export function drawingOf({ id, owner_uid: owner, version, session: text }: DrawingRow): Drawing {
  const before = known.get(id);
  if (before?.text === text && before.drawing.version === version && before.drawing.owner === owner)
    return before.drawing;
  const drawing = { owner, version, session: text === null ? null : read(text) };
  keep(known, id, { text, drawing }, KEPT);
  return drawing;
}

function read(text: string): DrawingSession {
  const session = JSON.parse(text) as DrawingSession;
  for (const seat of session.seated) seat.lastActivity = new Date(seat.lastActivity);
  return session;
}
