import type { CellEdit } from "@/lib/domain/diagram/apply";
import type { Cell } from "@/lib/domain/diagram/cell";
import type { Because } from "@/lib/domain/diagram/room-state";

/** The two shapes in which everything around a diagram knows what is drawn there and who is there. */

/** `reading`: shown as the page brought it, nothing is open yet. `cut`: it will come back by itself. `ended`: it will not. */
export type LineState = "reading" | "connecting" | "live" | "cut" | "ended";

/** Why one may not draw; `because`: what has taken the right from them while they were here. */
export type WhyNot =
  | { is: "rights"; because: Because | null }
  /** The host has said so. */
  | { is: "read-only" | "locked"; by: number | null }
  | { is: "ended" };

/** Why it will not come back. `reason` is what the server said, as it said it. */
export type Ended = {
  is: "left" | "over" | "removed" | "rights" | "signed-out" | "gone" | "too-many" | "broken";
  code: number;
  reason: string;
};

export type Participant = {
  uid: number;
  email: string;
  name: string;
  /** One of eight, `--person-1` to `--person-8`: the number. The same in every window. */
  colour: number;
  mayEdit: boolean;
  /** The host has made them read-only. */
  isReadOnly: boolean;
  isHost: boolean;
  isPresenter: boolean;
  isMe: boolean;
  /** Nothing done for two minutes. */
  away: boolean;
  /** Windows they have it open in; ids as in `Pointer.socket`. */
  sockets: readonly string[];
  /** When they came, milliseconds. */
  since: number;
};

/** What one window of somebody points at. `view`: the grid point in its middle, and its zoom. */
export type Pointer = {
  socket: string;
  uid: number;
  cursor: { x: number; y: number } | null;
  selection: readonly string[];
  view: { x: number; y: number; zoom: number } | null;
  laser: boolean;
  /** The cell somebody is typing in. */
  holding: string | null;
};

export type RoomState = {
  line: LineState;
  ended: Ended | null;
  mayEdit: boolean;
  whyNot: WhyNot | null;
  /** The number of the last edit of the log that is shown. */
  seq: number;
  /** My edits that were not acknowledged yet. */
  waiting: number;
  /** What is confirmed and mine that waits. A cell that did not change is the same object; the map is another whenever one did. */
  cells: ReadonlyMap<string, Cell>;
  /** From the lowest to the highest; the same array while nothing came, went or moved. */
  order: readonly string[];
  people: readonly Participant[];
  me: number;
  /** This window's own socket, as others are told of it; null while there is none. */
  socket: string | null;
  host: number | null;
  presenter: number | null;
  /** The host has locked the canvas for everybody else. */
  isLocked: boolean;
  canUndo: boolean;
  canRedo: boolean;
};

/** What happened that somebody should be told once. */
export type Notice =
  /** My undo left what others have changed since. */
  | { is: "kept"; how: "undo" | "redo"; cells: readonly string[]; by: number | null }
  | { is: "nothing-to"; how: "undo" | "redo" }
  /** Somebody's value stands where mine was on its way or had just been shown. */
  | { is: "overridden"; cell: string; members: readonly string[]; by: number; restore(): void }
  /** Somebody removed what I was changing. */
  | { is: "deleted"; cells: readonly string[]; by: number | null; restore(): void }
  /** An edit of mine was refused; what the screen showed is taken back. */
  | { is: "rejected"; code: string; detail: string; cells: readonly string[] }
  | { is: "rights"; mayEdit: boolean; whyNot: WhyNot | null; kept: number }
  | { is: "asked-to-present"; by: number }
  | { is: "presenter-denied" }
  | { is: "presenter"; uid: number | null }
  | { is: "host"; uid: number }
  /** The presenter asks everybody to come to where they look. */
  | { is: "called"; by: number; view: { x: number; y: number; zoom: number } }
  /** For the host: what somebody had drawn when they lost the right to. */
  | { is: "suggested"; id: string; by: number; cells: readonly CellEdit[]; accept(): void; dismiss(): void }
  /** What the host did with mine. */
  | { is: "answered"; isTaken: boolean }
  | { is: "sent"; count: number }
  /** Waiting edits of another visit came back and were sent. */
  | { is: "resumed"; count: number };

/** An edit of somebody else, or of another window of mine, as it was taken. */
export type RemoteEdit = { by: number; cells: readonly CellEdit[] };

export type Room = {
  getState(): RoomState;
  subscribe(told: () => void): () => void;
  onNotice(told: (notice: Notice) => void): () => void;
  onRemote(told: (edit: RemoteEdit) => void): () => void;
  pointers: {
    getState(): ReadonlyMap<string, Pointer>;
    subscribe(told: () => void): () => void;
  };
  /**
   * On the screen at once. Edits that join under the same key within 400 ms are one edit and one step of undo, sent when no more come
   * or `settle` is called; any other is sent at once. An edit that cannot be kept answers false and changes nothing.
   */
  edit(cells: readonly CellEdit[], options?: { joins?: string }): boolean;
  settle(): void;
  /** What was being done when the right to do it went: the host is asked to take it. */
  suggest(cells: readonly CellEdit[]): void;
  undo(): void;
  redo(): void;
  point(at: { x: number; y: number } | null): void;
  select(ids: readonly string[]): void;
  look(view: { x: number; y: number; zoom: number }): void;
  laser(on: boolean): void;
  hold(id: string | null): void;
  /** Shows nobody where my pointer is. */
  hide(on: boolean): void;
  askToPresent(): void;
  grant(uid: number): void;
  deny(uid: number): void;
  takeBack(): void;
  /** Presents no more. */
  release(): void;
  /** Asks everybody to come to where I look. */
  callEveryone(): void;
  remove(uid: number, reason: string): void;
  setReadOnly(uid: number, on: boolean): void;
  lock(on: boolean): void;
  handOver(uid: number): void;
  end(): void;
  /** Sixteen hexadecimal digits of what is shown: the same in every window that shows the same. */
  checksum(): string;
  /** Comes back into a session that is over for this window, or begins the next. */
  again(): void;
  close(): void;
};
