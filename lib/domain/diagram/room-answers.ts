import type { Applied, Edit } from "./apply";
import { Refused } from "./cell";
import { mixed } from "./mixed";
import { tell, whyNot } from "./room-seats";
import type { Effect, Logged, LoggedRefusal, Pending, Room, Told, Turn, Written } from "./room-state";

/** Did the same person ask the same? Logs of old have another digest. */
export function isTheSame({ by, digest, what }: Pending, known: { by: number; digest: string }): boolean {
  if (by !== known.by) return false;
  if (digest === known.digest) return true;
  return what.kind === "edit" && known.digest.includes(".") && known.digest === mixed(what.text).join(".");
}

/** Where an answer goes. */
export const stillThere = (room: Room, { sockets }: Pending): string[] => sockets.filter((one) => room.seats.has(one));

/** The newest seat of whoever asks. */
export const seatOf = (room: Room, pending: Pending) => room.seats.get(stillThere(room, pending).at(-1) ?? "");

/** D24: the first answer, to whoever asks the same again. */
export function answerAgain(room: Room, pending: Pending, known: Written | Logged | LoggedRefusal) {
  const { operationId } = pending;
  const sockets = stillThere(room, pending);
  if (!isTheSame(pending, known)) return tell(sockets, taken(room, operationId));
  if ("text" in known) return tell(sockets, toldOf(room, known));
  if (known.kind !== "refused") return tell(sockets, toldOf(room, writtenOf(known)));
  return tell(sockets, refusalOf(room, operationId, JSON.parse(known.edit) as Refused | "denied"));
}

export const taken = (room: Room, operationId: string): Told => ({
  is: "rejected",
  operationId,
  seq: room.seq,
  refused: new Refused("validation_failed", "operation_id_taken", "Another operation has this id."),
  resync: false,
});

function refusalOf(room: Room, operationId: string, refused: Refused | "denied"): Told {
  if (refused === "denied") return { is: "denied", operationId };
  return { is: "rejected", operationId, seq: room.seq, refused, resync: refused.code === "conflict_detected" };
}

export function tellRefused(room: Room, { pending, refused }: Extract<Turn, { refused: unknown }>): Effect[] {
  const { operationId, by, what } = pending;
  const seat = seatOf(room, pending);
  const sockets = stillThere(room, pending);
  const why = (seat && whyNot(room.session, seat)) ?? "rights";
  const socket = pending.sockets.at(-1)!;
  const noted: Effect[] = refused === "denied" ? [{ do: "note-denied", socket, by, why }] : [];
  if (!seat) return noted;
  if (refused !== "nothing") return [...noted, tell(sockets, refusalOf(room, operationId, refused))];
  return what.kind === "edit" ? [] : [tell(sockets, { is: "history", how: what.kind, kept: null })];
}

export const stateOf = (room: Room): Told => ({ is: "state", seq: room.seq, cells: encoded(room) });

/** `applied`: as it was laid down, where others of its batch may have changed the same since. */
export const toldOf = (
  room: Room,
  { seq, by, operationId, text, base }: Written,
  from?: readonly string[],
  applied?: Applied,
): Told => ({
  is: "edit",
  seq,
  by: room.people.get(by) ?? { uid: by, email: "", name: "" },
  from,
  operationId,
  text,
  whole: wholeFlows(room, text, applied),
  base,
});

/** What TMI's clients read of an edge at every update, and put back to nothing where it is not said; without its ends they read none. */
const OF_A_FLOW = ["source", "target", "attrs", "labels", "vertices"];

function wholeFlows(room: Room, text: string, applied?: Applied): string | undefined {
  if (!text.includes('"flow"') || !text.includes('"update"')) return undefined;
  if ([...room.seats.values()].every(({ own }) => own)) return undefined;
  const edit = JSON.parse(text) as Edit;
  const cells = edit.cells.map((one) => {
    if (one.operation !== "update" || one.data.shape !== "flow") return one;
    const { data } = one;
    const cell = applied?.changes.get(one.id)?.after ?? room.document.get(one.id) ?? {};
    const missing = Object.entries(cell).filter(([member]) => OF_A_FLOW.includes(member) && !(member in data));
    return missing.length > 0 ? { ...one, data: { ...data, ...Object.fromEntries(missing) } } : one;
  });
  return cells.some((one, n) => one !== edit.cells[n]) ? JSON.stringify({ ...edit, cells }) : undefined;
}

/** The committed cells as one text, made once for each number. Only while no batch lies over them. */
export function encoded(room: Room): string {
  if (room.encoded?.seq !== room.seq) room.encoded = { seq: room.seq, cells: room.document.encoded() };
  return room.encoded.cells;
}

/** As which an edit by REST is told: those who ask for it are shown the whole. */
const NOTHING = JSON.stringify({ type: "patch", cells: [] } satisfies Edit);

export const writtenOf = (row: Logged): Written => ({
  seq: row.seq,
  by: row.by,
  kind: row.kind,
  text: row.kind === "rest" ? NOTHING : row.edit,
  before: row.before,
  undoes: row.undoes,
  operationId: row.operationId,
  digest: row.digest,
});
