import type { OwnTold, Person, Told } from "../../domain/diagram/room";
import { principalOf } from "../../principal";
import type { Pointing } from "./line";

/** What is drawn on. `palette`: the diagram's own colours as JSON, or null; they do not change while a session lives. */
export type Place = { threatModel: string; diagram: string; palette: string | null };

export type EditTold = Extract<Told, { is: "edit" }>;

/**
 * What a room tells, as TMI's protocol v2 puts it (tmi.md section 6). A text for each message, made once for all who are told. `cells`
 * and edits are spliced in as the JSON they are kept as.
 */
export function frameOf({ diagram, palette }: Place, told: Told, at: Date): string {
  switch (told.is) {
    case "state":
      return `{"message_type":"diagram_state","diagram_id":"${diagram}","update_vector":${told.seq},"cells":${told.cells}${palette ? `,"color_palette":${palette}` : ""}}`;
    case "edit":
      return `{"message_type":"diagram_operation_event","initiating_user":${nameOf(told.by)},"operation_id":"${told.operationId}","sequence_number":${told.seq},"update_vector":${told.seq},"operation":${told.whole ?? told.text}}`;
    case "people":
      return text({
        message_type: "participants_update",
        participants: told.people.map(({ person, mayEdit, lastActivity }) => ({
          user: principalOf(person),
          permissions: mayEdit ? "writer" : "reader",
          last_activity: new Date(lastActivity).toISOString(),
        })),
        host: principalOf(told.host),
        current_presenter: told.presenter && principalOf(told.presenter),
      });
    case "rejected":
      return text({
        message_type: "operation_rejected",
        operation_id: told.operationId,
        update_vector: told.seq,
        reason: told.refused.code,
        message: told.refused.message,
        details: told.refused.detail,
        ...(told.refused.cells.length > 0 ? { affected_cells: told.refused.cells } : {}),
        requires_resync: told.resync,
        timestamp: at.toISOString(),
      });
    case "denied":
      return text({
        message_type: "authorization_denied",
        original_operation_id: told.operationId,
        reason: "insufficient_permissions",
      });
    case "vector":
      return text({ message_type: "sync_status_response", update_vector: told.seq });
    case "asked":
      return text({ message_type: "presenter_request_event", requesting_user: principalOf(told.by) });
    case "presenter-denied":
      return text({ message_type: "presenter_denied_event", denied_user: principalOf(told.who) });
    case "cursor":
      return text({ message_type: "presenter_cursor", cursor_position: told.said });
    case "selection":
      return text({ message_type: "presenter_selection", selected_cells: told.said });
    case "history":
      return text({
        message_type: "history_operation",
        operation_type: told.how,
        message: told.kept === null ? `no_operations_to_${told.how}` : "done",
        ...(told.kept === null ? {} : { kept: told.kept }),
      });
    case "error":
      return text({ message_type: "error", error: told.error, message: told.message, timestamp: at.toISOString() });
    default:
      return ownFrameOf(told);
  }
}

/** Our additions, which only our own windows are told. */
function ownFrameOf(told: OwnTold): string {
  switch (told.is) {
    case "welcome": {
      const { socket, uid, session, host, owner } = told;
      return text({ message_type: "confer_welcome", socket, uid, session_id: session, host, owner_uid: owner });
    }
    case "participants":
      return text({
        message_type: "confer_participants",
        people: told.people.map(({ person, why, readOnly, away, since, sockets }) => ({
          uid: person.uid,
          user: principalOf(person),
          may_edit: why === null,
          why,
          read_only: readOnly,
          away,
          since: new Date(since).toISOString(),
          sockets,
        })),
        host: told.host,
        presenter: told.presenter,
        locked: told.locked,
      });
    case "rights":
      return text({
        message_type: "confer_rights",
        may_edit: told.why === null,
        why: told.why,
        trail: told.trail,
        because: told.because,
      });
    case "presence":
      return text({ message_type: "confer_presence", presences: told.moved });
    case "brought":
      return text({ message_type: "confer_brought", by: told.by, view: told.view });
    case "suggestion": {
      const { id, by, cells } = told.suggestion;
      return `{"message_type":"confer_suggestion","suggestion_id":"${id}","by":${by.uid},"user":${nameOf(by)},"cells":${cells}}`;
    }
    case "answered":
      return text({ message_type: "confer_answered", suggestion_id: told.id, taken: told.taken });
  }
}

/** Characters of edits in one message. */
const LARGEST_BATCH = 256 * 1024;

/** As `frameOf`, for our own clients (`confer=1`): edits that follow each other go in one message, and say nothing it says already. */
export function batchesOf(place: Place, all: readonly Told[], at: Date): string[] {
  const texts: string[] = [];
  let edits: EditTold[] = [];
  let length = 0;
  const flush = () => {
    if (edits.length > 0) texts.push(batchOf(edits));
    edits = [];
    length = 0;
  };
  for (const told of all) {
    if (told.is !== "edit") {
      flush();
      texts.push(frameOf(place, told, at));
      continue;
    }
    const follows = edits.length === 0 || told.seq === edits.at(-1)!.seq + 1;
    if (!follows || length + told.text.length > LARGEST_BATCH) flush();
    edits.push(told);
    length += told.text.length;
  }
  flush();
  return texts;
}

/** Numbered up to `update_vector`; `by` is said where it is not who the edit before is by, and at first not the first. */
function batchOf(edits: readonly EditTold[]): string {
  const users: Person[] = [];
  let last = 0;
  const said = edits.map(({ by, text, base }) => {
    if (!users.includes(by)) users.push(by);
    const who = users.indexOf(by);
    const name = who === last ? "" : `"by":${who},`;
    last = who;
    return `{${name}${base === undefined ? "" : `"base_vector":${base},`}"operation":${text}}`;
  });
  return `{"message_type":"diagram_operation_batch","update_vector":${edits.at(-1)!.seq},"initiating_users":[${users.map(nameOf).join(",")}],"initiating_uids":[${users.map(({ uid }) => uid)}],"operations":[${said.join(",")}]}`;
}

/** Said ahead of edits to one of ours who drew them: which numbers theirs have, by the ids they gave them. */
export const acknowledgementOf = (drawn: readonly EditTold[]): string =>
  text({
    message_type: "confer_acknowledged",
    operations: drawn.map(({ operationId, seq }) => ({ operation_id: operationId, sequence_number: seq })),
  });

const text = (message: object): string => JSON.stringify(message);

const names = new WeakMap<Person, string>();
/** Somebody as JSON, made once for each. */
function nameOf(person: Person): string {
  const known = names.get(person);
  if (known) return known;
  const name = JSON.stringify(principalOf(person));
  names.set(person, name);
  return name;
}

/** What is pointed at, of which somebody slow to take what they are sent is told only the newest; null for what nobody may miss. */
export const pointingOf = ({ is }: Told): Pointing | null =>
  is === "cursor" || is === "selection" || is === "presence" ? is : null;

/**
 * As `frameOf`, for TMI's own pages: with a list of people they look for who showed somebody out, and where that is not said at all,
 * neither somebody nor nobody, they stop reading lists when anybody goes. Its document does not know the member, so programs are spared it.
 */
export function pageFrameOf(place: Place, told: Told, at: Date): string {
  const text = frameOf(place, told, at);
  return told.is === "people" ? `${text.slice(0, -1)},"initiating_user":null}` : text;
}

/**
 * Whom a message means: somebody here whose names all agree with those given (tmi.md 8.3); null for nobody. The old generation's clients
 * name people by `user_id` and `displayName`, and put the address where they know no better.
 */
export function whoIsMeant(given: unknown, here: Iterable<Person>): number | null {
  if (typeof given !== "object" || given === null) return null;
  const { provider_id, user_id, email, display_name, displayName } = given as Record<string, unknown>;
  for (const person of here) {
    const own = principalOf(person);
    const said: [unknown, string[]][] = [
      [provider_id, [own.provider_id]],
      [user_id, [own.provider_id, own.email]],
      [email, [own.email]],
      [display_name, [own.display_name, own.email]],
      [displayName, [own.display_name, own.email]],
    ];
    const named = said.filter(([value]) => typeof value === "string" && value !== "");
    const isNamed = Boolean(provider_id || user_id || email);
    if (named.length > 0 && isNamed && named.every(([value, names]) => names.includes(value as string)))
      return person.uid;
  }
  return null;
}
