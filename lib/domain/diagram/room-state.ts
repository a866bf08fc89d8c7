import type { Applied } from "./apply";
import type { Refused } from "./cell";
import type { Document } from "./document";
import type { Entry, Kept } from "./undo";

/** What the hub knows and says, in the house's own words; the wire's are in lib/realtime/rooms. */
export type Person = { uid: number; email: string; name: string };

/** An entry of the log as the hub keeps it; `text` is the edit as JSON, as it is stored and told. */
export type Written = Entry & { operationId: string; digest: string; text: string };
/** The same as the log has it, not read yet: edit and before are JSON. */
export type Logged = {
  seq: number;
  operationId: string;
  by: number;
  sessionId: string | null;
  kind: Entry["kind"];
  edit: string;
  before: string;
  undoes: number | null;
  digest: string;
};
/** An edit that waits to be written. */
export type Row = Omit<Logged, "seq">;
/** One that was refused is remembered beside the log, so that no other node writes it and it stays refused; `edit` is the refusal. */
export type RefusedRow = Omit<Row, "kind"> & { kind: "refused" };
export type LoggedRefusal = RefusedRow & { seq: number };

/** One socket of this node. `own`: it speaks our additions to the contract. `mayEdit` is as last judged. */
export type Seat = { socket: string; person: Person; mayEdit: boolean; own: boolean; lastActivity: number };
/** The sockets of this node by their names. `sockets` is one list until somebody comes or goes: what is told to it goes the same way. */
export class Seats extends Map<string, Seat> {
  #sockets: readonly string[] | null = null;

  get sockets(): readonly string[] {
    this.#sockets ??= [...this.keys()];
    return this.#sockets;
  }

  override set(socket: string, seat: Seat): this {
    this.#sockets = null;
    return super.set(socket, seat);
  }

  override delete(socket: string): boolean {
    this.#sockets = null;
    return super.delete(socket);
  }
}

/** Somebody's socket on another node. */
export type Elsewhere = { socket: string; person: Person; mayEdit: boolean; lastActivity: number };

export type Session = { id: string; host: number; presenter: number | null; hostLostAt: number | null };

/** What is asked and takes its turn. `socket` is where the answer goes, should it still be there. */
export type Pending = {
  socket: string;
  by: number;
  operationId: string;
  digest: string;
  /** The owner's version at which they were last known to be allowed. */
  judgedAt: number;
  /** `text`: the operation as JSON. */
  what: { kind: "edit"; operation: unknown; text: string } | { kind: "undo" } | { kind: "redo" };
};

/** One of a batch after its turn: laid over the document and waiting for the commit, or not taken; that an edit was not is written too. */
export type Turn =
  | { pending: Pending; applied: Applied; entry: Written; row: Row; kept: Kept[] }
  | { pending: Pending; refused: Refused | "nothing" | "denied"; row: RefusedRow | null };

export type Room = {
  readonly owner: number;
  readonly diagram: string;
  session: Session;
  /** The owner's version on which the seats' rights were judged. */
  version: number;
  document: Document;
  /** The number of the last edit everybody has been told. */
  seq: number;
  /** The newest entries up to `seq`, in order; and by operation. */
  entries: Written[];
  known: Map<string, Written>;
  /** The encoded cells as of a number: newcomers share one text. */
  encoded: { seq: number; cells: string } | null;
  /** Cells that edits have named since the newest snapshot: about what reading the log after it costs. */
  unsaved: number;
  people: Map<number, Person>;
  seats: Seats;
  elsewhere: Elsewhere[];
  queue: Pending[];
  /** All that was asked and not answered, by operation: what is in `queue`, and in `writing`. */
  waiting: Map<string, Pending>;
  /** The batch that is being written; its edits lie over the document already. */
  writing: Turn[] | null;
  /** Waiting for an answer of the database, during which nothing is written. */
  asking: boolean;
  /** All of the diagram's entries that can be taken back are in `entries`. */
  isDeep: boolean;
  /** What came while a batch was being written and may only see what is committed. */
  deferred: Event[];
  failures: number;
  lastActivity: number;
  over: boolean;
};

export type Event =
  /** `version`: the owner's, at which the seat's rights were judged; `head`: where the log stood then. */
  | { is: "join"; seat: Seat; since: number | null; version: number; head: number }
  | { is: "leave"; socket: string; clean: boolean }
  /** `text`: the operation as JSON. */
  | { is: "edit"; socket: string; operationId: string; digest: string; operation: unknown; text: string }
  | { is: "undo" | "redo"; socket: string; operationId: string }
  | { is: "sync"; socket: string; seq: number | null }
  | { is: "status"; socket: string }
  | { is: "ask-presenter"; socket: string }
  /** `who` null: named, but not understood. Undefined: nobody shall present. */
  | { is: "set-presenter"; socket: string; who: number | null | undefined }
  | { is: "deny-presenter"; socket: string; who: number | null }
  | { is: "remove"; socket: string; who: number | null }
  | { is: "cursor" | "selection"; socket: string; said: unknown }
  | { is: "appended"; outcome: "appended" | "moved" | "taken" | "failed" }
  /** What was missed, and what rights are now: at `version`, by socket; a text says why they end. */
  | { is: "refreshed"; version: number; rights: ReadonlyMap<string, Judged>; entries: Logged[] }
  | { is: "found"; entries: (Logged | LoggedRefusal)[] }
  | { is: "history"; entries: Logged[] }
  | { is: "unanswered" }
  | { is: "retry" }
  | { is: "heard"; seq: number; entries: Logged[] }
  | { is: "judged"; version: number; rights: ReadonlyMap<string, Judged> }
  /** The session as the database has it, who is in it on other nodes, and who was removed; null: it is over. */
  | { is: "session"; session: Session | null; elsewhere: Elsewhere[]; removed: readonly number[] }
  | { is: "relayed"; to: number | "all"; told: Told }
  | { is: "met"; people: Person[] }
  | { is: "tick" };

/** `sees`: they may know that there is such a diagram, and only not draw on it with others. */
export type Judged = { mayEdit: boolean } | { end: number; reason: string; sees?: boolean };

export type Told =
  | { is: "state"; seq: number; cells: string }
  | {
      is: "people";
      people: { person: Person; mayEdit: boolean; lastActivity: number }[];
      host: Person;
      presenter: Person | null;
    }
  | { is: "edit"; seq: number; by: Person; operationId: string; text: string }
  | { is: "rejected"; operationId: string; seq: number; refused: Refused; resync: boolean }
  | { is: "denied"; operationId: string }
  | { is: "vector"; seq: number }
  | { is: "asked"; by: Person }
  | { is: "presenter-denied"; who: Person }
  | { is: "cursor" | "selection"; said: unknown }
  | { is: "history"; how: "undo" | "redo"; kept: Kept[] | null }
  | { is: "error"; error: string; message: string };

/** What the shell is to do, in this order. */
export type Effect =
  | { do: "tell"; sockets: readonly string[]; told: Told }
  | { do: "close"; socket: string; code: number; reason: string }
  | { do: "append"; known: { version: number; seq: number }; rows: (Row | RefusedRow)[] }
  /** Answer: `refreshed`, `found`, `history`; or `unanswered` where the database did not. */
  | { do: "refresh"; seq: number }
  | { do: "find"; operationIds: string[] }
  | { do: "read-history" }
  | { do: "retry-in"; milliseconds: number }
  | { do: "snapshot"; seq: number; cells: string }
  | { do: "ring"; seq: number; rows: Logged[] }
  /** These change rows, and every node is told to look at the session again. */
  | { do: "leave"; socket: string }
  | { do: "set-presenter"; from: number | null; to: number | null }
  | { do: "set-host"; from: number; to: number }
  | { do: "lose-host" }
  | { do: "remove"; uid: number }
  | { do: "end" }
  | { do: "relay"; to: number | "all"; told: Told };

export const CLOSE = { normal: 1000, wrong: 1011, slow: 4408 } as const;

export const RULES = {
  /** Entries kept in memory. */
  ring: 500,
  /** Edits written together, and the characters after which no other joins them. */
  batch: 200,
  batchLength: 128 * 1024,
  /** The least cells edited between two snapshots; a large diagram has fewer, so that none of its edits costs more. */
  snapshotEvery: 200,
  /** How long the host's seat is kept (milliseconds). */
  hostGrace: 60_000,
  /** A session in which nobody says anything is over (milliseconds). */
  idle: 15 * 60_000,
  failures: 5,
};
