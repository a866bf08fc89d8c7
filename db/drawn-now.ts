import { type Db, statement } from "./client";
import { EMPTY_FOR, SILENT_FOR } from "./diagram-sessions";

/** Somebody in a diagram at this moment: one line a person, from when their first window came. */
export type DrawnNow = {
  diagram: string;
  session: string;
  uid: number;
  mayEdit: boolean;
  since: Date;
  host: boolean;
  presenter: boolean;
  sockets: number;
};

const now = statement<DrawnNow>(`
  select s.diagram_id as diagram, s.id as session, p.uid, bool_or(p.may_edit) as "mayEdit", min(p.joined_at) as since,
    p.uid = s.host_uid as host, coalesce(p.uid = s.presenter_uid, false) as presenter, count(*)::int as sockets
  from diagram_session s join diagram_participant p on p.owner_uid = s.owner_uid and p.session_id = s.id
  where s.owner_uid = $1 and s.diagram_id = any($2::uuid[])
    and s.touched_at > now() - make_interval(secs => ${EMPTY_FOR})
    and p.seen_at > now() - make_interval(secs => ${SILENT_FOR})
  group by s.diagram_id, s.id, p.uid, s.host_uid, s.presenter_uid
  order by min(p.joined_at), p.uid`);

/** Who is in these diagrams of an owner now, whoever came first before the others. */
export const drawnNow = async (at: Db, owner: number, diagrams: readonly string[]): Promise<DrawnNow[]> =>
  diagrams.length === 0 ? [] : now(at, owner, diagrams);

const removed = statement<{ diagram: string }>(`
  select s.diagram_id as diagram from diagram_session_removed r
  join diagram_session s on s.owner_uid = r.owner_uid and s.id = r.session_id
  where r.owner_uid = $1 and r.uid = $2 and s.touched_at > now() - make_interval(secs => ${EMPTY_FOR})`);

/** The diagrams of an owner out of whose session this person was sent. */
export const removedFrom = async (at: Db, owner: number, uid: number): Promise<Set<string>> =>
  new Set((await removed(at, owner, uid)).map(({ diagram }) => diagram));

/** Somebody in any diagram of an owner, and the threat model it belongs to. */
export type Drawing = { diagram: string; name: string; model: string; uid: number; mayEdit: boolean };

const drawing = statement<Drawing>(`
  select s.diagram_id as diagram, d.name, d.threat_model_id as model, p.uid, bool_or(p.may_edit) as "mayEdit"
  from diagram_session s join diagram_participant p on p.owner_uid = s.owner_uid and p.session_id = s.id
    join diagram d on d.owner_uid = s.owner_uid and d.id = s.diagram_id
  where s.owner_uid = $1 and d.deleted_at is null
    and s.touched_at > now() - make_interval(secs => ${EMPTY_FOR})
    and p.seen_at > now() - make_interval(secs => ${SILENT_FOR})
  group by s.diagram_id, d.name, d.threat_model_id, p.uid
  order by d.name, s.diagram_id, p.uid`);

/** Everybody who is in a diagram of this owner now. */
export const everyoneDrawing = (at: Db, owner: number): Promise<Drawing[]> => drawing(at, owner);
