import { one } from "../lib/one";
import { pool } from "./client";
import { EMPTY_FOR, SILENT_FOR } from "./diagram-sessions";

/** What is happening on a diagram at this moment; `version` is its owner's, by which whatever is remembered of it is judged. */
export type Drawing = { owner: number; version: number; session: DrawingSession | null };
export type DrawingSession = { id: string; host: Seated; presenter: Seated | null; seated: SeatedNow[] };
type Seated = { uid: number; email: string; name: string };
type SeatedNow = Seated & { mayEdit: boolean; lastActivity: Date };

type Row = {
  id: string;
  owner_uid: number;
  version: number;
  session_id: string | null;
  host_uid: number;
  host_email: string;
  host_name: string;
  presenter_uid: number | null;
  presenter_email: string;
  presenter_name: string;
  /** In the order they came. */
  seated: { uid: number; email: string; name: string; mayEdit: boolean; lastActivity: string }[] | null;
};

const READ = `
  select d.id, d.owner_uid, a.version, s.id as session_id,
    s.host_uid, coalesce(h.email_shown, '') as host_email, coalesce(h.name, '') as host_name,
    s.presenter_uid, coalesce(v.email_shown, '') as presenter_email, coalesce(v.name, '') as presenter_name,
    (select jsonb_agg(jsonb_build_object('uid', p.uid, 'email', x.email_shown, 'name', x.name, 'mayEdit', p.may_edit,
        'lastActivity', p.last_activity) order by p.joined_at, p.socket)
      from diagram_participant p join account x on x.owner_uid = p.uid
      where p.owner_uid = d.owner_uid and p.session_id = s.id
        and p.seen_at > now() - make_interval(secs => ${SILENT_FOR})) as seated
  from directory_diagram d
  join account a on a.owner_uid = d.owner_uid
  left join diagram_session s on s.owner_uid = d.owner_uid and s.diagram_id = d.id
    and s.touched_at > now() - make_interval(secs => ${EMPTY_FOR})
  left join account h on h.owner_uid = s.host_uid
  left join account v on v.owner_uid = s.presenter_uid
  where d.id = any($1::uuid[])`;

type Asked = { id: string; answer: (drawing: Drawing | null) => void; fail: (error: unknown) => void };
const queue = one("drawings", () => ({ waiting: [] as Asked[], running: false }));

/**
 * Null where there never was such a diagram. One statement for all who ask while another such question is on its way, asked after the
 * last of them came: many clients look whether somebody is drawing, and ask again and again.
 */
export function drawingOn(id: string): Promise<Drawing | null> {
  return new Promise((answer, fail) => {
    queue.waiting.push({ id, answer, fail });
    if (queue.waiting.length === 1 && !queue.running) setImmediate(drain);
  });
}

async function drain(): Promise<void> {
  const asked = queue.waiting;
  if (asked.length === 0) return;
  queue.waiting = [];
  queue.running = true;
  try {
    const { rows } = await pool().query<Row>(READ, [[...new Set(asked.map(({ id }) => id))]]);
    const found = new Map(rows.map((row) => [row.id, drawingOf(row)]));
    for (const { id, answer } of asked) answer(found.get(id) ?? null);
  } catch (error) {
    for (const { fail } of asked) fail(error);
  } finally {
    queue.running = false;
    if (queue.waiting.length > 0) setImmediate(drain);
  }
}

function drawingOf(row: Row): Drawing {
  const { owner_uid: owner, version, session_id: id } = row;
  if (id === null) return { owner, version, session: null };
  const { host_uid, host_email, host_name, presenter_uid, presenter_email, presenter_name } = row;
  return {
    owner,
    version,
    session: {
      id,
      host: { uid: host_uid, email: host_email, name: host_name },
      presenter: presenter_uid === null ? null : { uid: presenter_uid, email: presenter_email, name: presenter_name },
      seated: row.seated?.map((seat) => ({ ...seat, lastActivity: new Date(seat.lastActivity) })) ?? [],
    },
  };
}
