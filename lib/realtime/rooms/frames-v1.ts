import { cellOf2025 } from "../../domain/diagram/cell";
import type { Person, Told } from "../../domain/diagram/room";
import { principalOf } from "../../principal";
import { frameOf, type Place } from "./frames";

/** What is said to one socket, in the words of its generation. */
export type Voice = (told: Told, at: Date) => string[];
type People = Extract<Told, { is: "people" }>;

/**
 * What a room tells one client of 2025, as protocol v1 puts it (tmi.md section 6): who comes, goes and presents are messages of their own,
 * made of what this socket was told before; edits carry no vector, so whoever is behind is told so.
 */
export function voiceV1(place: Place): Voice {
  let before: People | null = null;
  return (told, at) => {
    switch (told.is) {
      case "state":
        return [
          `{"message_type":"diagram_state_sync","diagram_id":"${place.diagram}","update_vector":${told.seq},"cells":${cellsOf2025(told.cells)}}`,
        ];
      case "edit":
        return [
          `{"message_type":"diagram_operation","initiating_user":${JSON.stringify(userOf(told.by))},"operation_id":"${told.operationId}","sequence_number":${told.seq},"operation":${editOf2025(told.whole ?? told.text)}}`,
        ];
      case "people": {
        const news = before ? [...comings(before, told, at), ...presenting(before, told)] : presenting(null, told);
        before = told;
        return [...news, everybody(told)];
      }
      case "rejected": {
        const { update_vector, ...rejected } = JSON.parse(frameOf(place, told, at));
        return [JSON.stringify(rejected), ...(told.resync ? [correction(update_vector)] : [])];
      }
      // It asked where things stand: v1 has them read by REST.
      case "vector":
        return [
          text("resync_response", {
            method: "rest_api",
            diagram_id: place.diagram,
            threat_model_id: place.threatModel,
          }),
        ];
      case "asked":
        return [text("presenter_request", twice("initiating_user", told.by))];
      case "presenter-denied":
        return [text("presenter_denied", { current_presenter: userOf(before?.presenter ?? told.who) })];
      // Whose hand it is stood there until the autumn, and what has none was thrown away.
      case "cursor":
      case "selection":
        return [pointedBy(frameOf(place, told, at), before?.presenter)];
      case "denied":
      case "history":
      case "error":
        return [frameOf(place, told, at)];
      default:
        return [];
    }
  };
}

const text = (message_type: string, message: object): string => JSON.stringify({ message_type, ...message });

function userOf(person: Person) {
  const { provider_id, email, display_name } = principalOf(person);
  return { user_id: provider_id, email, displayName: display_name };
}

/** Whom it is about was plainly `user` until November. */
const twice = (member: string, person: Person) => ({ [member]: userOf(person), user: userOf(person) });

const pointedBy = (frame: string, by: Person | null | undefined): string =>
  by ? `${frame.slice(0, -1)},"user":${JSON.stringify(userOf(by))}}` : frame;

type Patch = { cells: { data?: { shape?: unknown } }[] };

/** Most of what is told has none, and is told as it is kept. */
const hasFlow = (json: string) => json.includes('"flow"');

const cellsOf2025 = (cells: string): string =>
  hasFlow(cells) ? JSON.stringify((JSON.parse(cells) as object[]).map(cellOf2025)) : cells;

function editOf2025(edit: string): string {
  if (!hasFlow(edit)) return edit;
  const patch: Patch = JSON.parse(edit);
  const cells = patch.cells.map((one) => (one.data ? { ...one, data: cellOf2025(one.data) } : one));
  return JSON.stringify({ ...patch, cells });
}

const correction = (vector: number): string => text("state_correction", { update_vector: vector });

function comings(before: People, now: People, at: Date): string[] {
  const timestamp = at.toISOString();
  const notIn =
    ({ people }: People) =>
    ({ person }: People["people"][number]) =>
      !people.some((one) => one.person.uid === person.uid);
  const came = now.people.filter(notIn(before));
  const went = before.people.filter(notIn(now));
  return [
    ...came.map(({ person }) => text("participant_joined", { ...twice("joined_user", person), timestamp })),
    ...went.map(({ person }) => text("participant_left", { ...twice("departed_user", person), timestamp })),
  ];
}

/** Who presents now, where that is another; that nobody does is told by the list alone, as v1 has no words for it. */
function presenting(before: People | null, { host, presenter }: People): string[] {
  if (!presenter || presenter.uid === before?.presenter?.uid) return [];
  return [text("current_presenter", { initiating_user: userOf(host), current_presenter: userOf(presenter) })];
}

/** Participants had a `name`, everybody else a `displayName`: they have both. */
const everybody = ({ people, host, presenter }: People): string =>
  text("participants_update", {
    participants: people.map(({ person, mayEdit, lastActivity }) => {
      const user = userOf(person);
      return {
        user: { ...user, name: user.displayName },
        permissions: mayEdit ? "writer" : "reader",
        last_activity: new Date(lastActivity).toISOString(),
      };
    }),
    host: principalOf(host).email,
    current_presenter: presenter ? principalOf(presenter).email : "",
  });
