import type { Applied } from "./apply";
import type { Refused } from "./cell";
import type { Document } from "./document";
import type { Entry, Kept } from "./undo";

/** What the hub knows and says, in the house's own words; the wire's are in lib/realtime/rooms. */
export type Person = { uid: number; email: string; name: string };

/**
 * An entry of the log as the hub keeps it; `text` is the edit as JSON, as it is stored and told. `base`: up to which number its author
 * said they had seen the log; only known where they said it, because it is not stored.
 */
export type Written = Omit<Entry, "before"> & {
  operationId: string;
  digest: string;
  text: string;
  /** As JSON, which is one piece of memory: it is kept of many, and read of few. */
  before: string;
  base?: number | undefined;
};
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

/**
 * The sockets of this node by their names. `sockets` is one list until somebody comes or goes: what is told to it goes the same way. Those
 * who only watch are told what everybody is told, have no seat, and nobody is told of them.
 */
export class Seats extends Map<string, Seat> {
  #sockets: readonly string[] | null = null;
  readonly #watchers = new Map<string, Watcher>();

  get sockets(): readonly string[] {
    this.#sockets ??= [...this.keys(), ...this.#watchers.keys()];
    return this.#sockets;
  }

  get watchers(): ReadonlyMap<string, Watcher> {
    return this.#watchers;
  }

  watch(watcher: Watcher): void {
    this.#sockets = null;
    this.#watchers.set(watcher.socket, watcher);
  }

  unwatch(socket: string): boolean {
    this.#sockets = null;
    return this.#watchers.delete(socket);
  }

  override clear(): void {
    this.#sockets = null;
    this.#watchers.clear();
    super.clear();
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

/** Somebody's socket on another node. `mayEdit` is as last judged, `since` when they came. */
export type Elsewhere = { socket: string; person: Person; mayEdit: boolean; since: number; lastActivity: number };
/**
 * One socket of this node. `own`: it speaks our additions to the contract. `trail`: why they may or may not edit. `because`: what has taken
 * that from them while they were here.
 */
export type Seat = Elsewhere & {
  own: boolean;
  /** A page of TMI's. */
  page?: boolean;
  trail: readonly string[];
  because?: Because | null;
};

/** Somebody who sees what `person` sees, and is not there. */
export type Watcher = Pick<Seat, "socket" | "mayEdit" | "trail" | "because"> & { person: { uid: number } };

/** What somebody did that took a right from another; `names` are those of roles or policies, `by` that of who did it. */
export type Because = {
  what: "role-removed" | "role-changed" | "policy-changed" | "list" | "access" | "ended";
  names: readonly string[];
  by: string;
};

/** What keeps somebody from drawing: the host, for them alone or for all; or what they may do at all. Null: nothing. */
export type WhyNot = "read-only" | "locked" | "rights" | null;

/** `locked`: only the host draws. `readOnly`: whom the host lets only look. */
export type Session = {
  id: string;
  host: number;
  presenter: number | null;
  hostLostAt: number | null;
  locked: boolean;
  readOnly: readonly number[];
};

/** In the diagram's own units; what one window shows of it. */
export type View = { x: number; y: number; zoom: number };
/** What somebody shows of themselves to others; a member that is not said stays as it was. `holding`: the cell they type in. */
export type Presence = {
  cursor?: { x: number; y: number } | null;
  selection?: readonly string[];
  view?: View | null;
  laser?: boolean;
  holding?: string | null;
};
/** All there is of one socket's, wherever it is; `heldAt` is when they last said that they hold it. */
export type Shown = { uid: number; presence: Presence; heldAt: number };
export type Moved = { socket: string; uid: number } & Presence;

/** An edit by somebody who may not make it, which the host may make for them. `cells` is JSON. */
export type Suggestion = { id: string; by: Person; cells: string };

/** What is asked and takes its turn. `sockets`: those it came over, the newest last, for two windows may send the same; each that is still there is answered. */
export type Pending = {
  sockets: string[];
  by: number;
  operationId: string;
  digest: string;
  /** The owner's version at which they were last known to be allowed. */
  judgedAt: number;
  /** `text`: the operation as JSON. */
  what:
    | { kind: "edit"; operation: unknown; text: string; base?: number | undefined }
    | { kind: "undo" }
    | { kind: "redo" };
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
  /** Until when somebody is known to watch on another node. */
  watchedUntil: number;
  /** By socket; what moved since it was last told, when that was, and whether it will be told by itself. */
  shown: Map<string, Shown>;
  moved: Map<string, Presence>;
  beat: { at: number; isComing: boolean };
  /** Not answered yet, by their id; only of those who sit here. */
  suggestions: Map<string, Suggestion>;
  /** What each socket was last told that keeps it from drawing. */
  toldWhy: Map<string, WhyNot>;
  /** Who was away when that was last told. */
  away: ReadonlySet<number>;
  /** As of which edit, and when, the last version was kept. */
  versioned: { seq: number; at: number };
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
  /** How often in a row a batch was not written though the log was looked at in between, and this was found. */
  vain: { version: number; seq: number; times: number };
  lastActivity: number;
  /** The time of the step that is being taken. */
  now: number;
  over: boolean;
};

export type Event =
  /** `version`: the owner's, at which the seat's rights were judged; `head`: where the log stood then. */
  | { is: "join"; seat: Seat; since: number | null; version: number; head: number }
  | { is: "leave"; socket: string; clean: boolean }
  | { is: "watch"; watcher: Watcher; since: number | null; version: number; head: number }
  | { is: "unwatch"; watcher: string }
  /** Somebody watches on another node, for now; `isNew`: they know nothing yet. */
  | { is: "watched"; isNew: boolean }
  /** `text`: the operation as JSON; `base`: how far its author had seen the log. */
  | {
      is: "edit";
      socket: string;
      operationId: string;
      digest: string;
      operation: unknown;
      text: string;
      base?: number | undefined;
    }
  | { is: "undo" | "redo"; socket: string; operationId: string }
  | { is: "sync"; socket: string; seq: number | null }
  | { is: "status"; socket: string }
  | { is: "ask-presenter"; socket: string }
  /** `who` null: named, but not understood. Undefined: nobody shall present. */
  | { is: "set-presenter"; socket: string; who: number | null | undefined }
  | { is: "deny-presenter"; socket: string; who: number | null }
  | { is: "remove"; socket: string; who: number | null; reason: string }
  | { is: "presence"; socket: string; said: Presence }
  | { is: "release"; socket: string }
  | { is: "lock"; socket: string; on: boolean }
  | { is: "set-read-only"; socket: string; who: number; on: boolean }
  | { is: "hand-over"; socket: string; who: number }
  | { is: "end"; socket: string; reason: string }
  | { is: "bring"; socket: string; view: View }
  | { is: "suggest"; socket: string; id: string; cells: string }
  | { is: "answer"; socket: string; id: string; taken: boolean }
  | { is: "beat" }
  | { is: "cursor" | "selection"; socket: string; said: unknown }
  /** `outdated`: not tried, because what was judged may have ended by now. */
  | { is: "appended"; outcome: "appended" | "moved" | "outdated" | "taken" | "failed" }
  /** What was missed, and what rights are now: at `version`, by socket; a text says why they end. */
  | { is: "refreshed"; version: number; rights: ReadonlyMap<string, Judged>; entries: Logged[] }
  | { is: "found"; entries: (Logged | LoggedRefusal)[] }
  | { is: "history"; entries: Logged[] }
  | { is: "unanswered" }
  | { is: "retry" }
  | { is: "heard"; seq: number; entries: Logged[] }
  | { is: "judged"; version: number; rights: ReadonlyMap<string, Judged> }
  /** The session as the database has it, who is in it on other nodes, and who was removed; null: it is over. */
  | { is: "session"; session: Session | null; elsewhere: Elsewhere[]; removed: readonly Removed[] }
  | { is: "relayed"; to: number | "all"; told: Told }
  | { is: "met"; people: Person[] }
  | { is: "tick" };

/** Who was shown out, and the host's words for it. */
export type Removed = { uid: number; reason: string };

/** `sees`: they may know that there is such a diagram, and only not draw on it with others. */
export type Judged =
  | { mayEdit: boolean; trail?: readonly string[]; because?: Because | null }
  | { end: number; reason: string; sees?: boolean };

export type Told =
  | { is: "state"; seq: number; cells: string }
  | {
      is: "people";
      people: { person: Person; mayEdit: boolean; lastActivity: number }[];
      host: Person;
      presenter: Person | null;
    }
  /**
   * `from`: whence it came, where that is known and there still. `whole`: the edit as the contract's clients are told it, where they
   * could make nothing of `text`.
   */
  | {
      is: "edit";
      seq: number;
      by: Person;
      from?: readonly string[] | undefined;
      operationId: string;
      text: string;
      whole?: string | undefined;
      base?: number | undefined;
    }
  | { is: "rejected"; operationId: string; seq: number; refused: Refused; resync: boolean }
  | { is: "denied"; operationId: string }
  | { is: "vector"; seq: number }
  | { is: "asked"; by: Person }
  | { is: "presenter-denied"; who: Person }
  | { is: "cursor" | "selection"; said: unknown }
  | { is: "history"; how: "undo" | "redo"; kept: Kept[] | null }
  | { is: "error"; error: string; message: string }
  | OwnTold;

/** What only those are told who speak our additions. */
export type OwnTold =
  | { is: "welcome"; socket: string; uid: number; session: string; host: number; owner: number }
  | { is: "participants"; people: Participant[]; host: number; presenter: number | null; locked: boolean }
  | { is: "rights"; why: WhyNot; trail: readonly string[]; because: Because | null }
  | { is: "presence"; moved: Moved[] }
  | { is: "brought"; by: number; view: View }
  | { is: "suggestion"; suggestion: Suggestion }
  | { is: "answered"; id: string; taken: boolean };

export type Participant = {
  person: Person;
  why: WhyNot;
  readOnly: boolean;
  away: boolean;
  since: number;
  sockets: string[];
};

/** What the shell is to do, in this order. */
export type Effect =
  | { do: "tell"; sockets: readonly string[]; told: Told }
  | { do: "close"; socket: string; code: number; reason: string }
  /** Somebody drew who may not; `socket` may be gone. */
  | { do: "note-denied"; socket: string; by: number; why: Exclude<WhyNot, null> }
  | { do: "append"; known: { version: number; seq: number }; rows: (Row | RefusedRow)[] }
  /** Answer: `refreshed`, `found`, `history`; or `unanswered` where the database did not. */
  | { do: "refresh"; seq: number }
  | { do: "find"; operationIds: string[] }
  | { do: "read-history" }
  | { do: "retry-in"; milliseconds: number }
  | { do: "snapshot" | "version"; seq: number; cells: string }
  /** Answer, after that time: `beat`. */
  | { do: "beat-in"; milliseconds: number }
  | { do: "ring"; seq: number; rows: Logged[] }
  /** These change rows, and every node is told to look at the session again. */
  | { do: "leave"; socket: string }
  | { do: "set-presenter"; from: number | null; to: number | null }
  | { do: "set-host"; from: number; to: number }
  | { do: "lose-host" }
  | { do: "remove"; uid: number; reason: string }
  | { do: "restrict"; locked: boolean; readOnly: readonly number[] }
  | { do: "end" }
  | { do: "relay"; to: number | "all"; told: Told };

export const CLOSE = { normal: 1000, wrong: 1011, slow: 4408 } as const;

export const RULES = {
  /** Entries kept in memory, and how many more there may be before they are cut down to these. */
  ring: 500,
  overRing: 250,
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
  /** How often in a row a batch is tried at the same number, though nothing has come of looking for another. */
  vain: 20,
  /** What people show of themselves is told so far apart (milliseconds). */
  beat: 50,
  /** How long a cell is held for somebody who says nothing of it any more, and after which silence somebody is away (milliseconds). */
  hold: 15_000,
  /** How long another node is taken to have somebody who watches, after it last said so (milliseconds). */
  watched: 40_000,
  away: 2 * 60_000,
  /** Cells of a selection that others are told; fewer where it goes over the bus. */
  selection: 1_000,
  selectionElsewhere: 100,
  /** Of one person. */
  suggestions: 50,
  /** The longest suggestion that the bus carries. */
  suggestionElsewhere: 5_000,
  /** A version is kept after so many edits, but not too soon after the last, and after some time anyhow (milliseconds). */
  version: { edits: 200, soonest: 2 * 60_000, latest: 10 * 60_000 },
};
