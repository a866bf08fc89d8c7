import type { Answer } from "@/lib/actions/answer";
import type { Followed } from "@/lib/actions/pages";
import type { CellEdit } from "@/lib/domain/diagram/apply";
import { type Cell, Refused } from "@/lib/domain/diagram/cell";
import { checksumOf } from "@/lib/domain/diagram/checksum";
import { Replica } from "@/lib/domain/diagram/replica";
import { type Message, type NoEntry, openLine, type RoomLine, type Surroundings } from "@/lib/realtime/room-client";
import { endOf, endOfRefusal, isLasting } from "./endings";
import { noticesOf } from "./fact-notices";
import { type Follow, following } from "./following";
import { GoingBack } from "./going-back";
import { HeardEdits } from "./heard-edits";
import { deeds } from "./host-deeds";
import { newId } from "./new-id";
import { Outbox } from "./outbox";
import { Names, peopleIn, peopleSeen } from "./people-here";
import { presence } from "./presence";
import type { Ended, Notice, Pointer, RemoteEdit, Room, RoomState } from "./room";
import { NOBODY, rightAtFirst, whyNotOf } from "./room-start";
import { suggestions } from "./suggestions";
import { listeners, store } from "./told";
import type { WaitingEdits } from "./waiting-edits";

/**
 * What a page knows of a diagram before its line is open. `untouched`: none is opened, and what would change something is told
 * there instead: somebody else looks at what `me` sees, and follows what is drawn without being there.
 */
export type Opening = {
  me: number;
  cells: readonly Cell[];
  seq: number;
  mayEdit: boolean;
  untouched?: (() => void) | null;
};

/** How the room reaches the world. */
export type Ways = Pick<Surroundings, "enter"> & {
  /** `since`: the number up to which the window knows the log. */
  connect(entry: Parameters<Surroundings["connect"]>[0], since: number): ReturnType<Surroundings["connect"]>;
  /** For whoever is not there: what was drawn after that number, and who is; a line to hear more; and when there may be more. */
  follow?(since: number): Promise<Answer<Followed>>;
  watch?(since: number): ReturnType<Surroundings["connect"]>;
  stirred?: Follow["stirred"];
  /** Opens what is kept in the browser, for as long as the window is there. */
  waiting(): WaitingEdits;
};

/**
 * The room as a window has it: its copy of the diagram, its line, and what was told of the others. Edits are on the screen at once
 * and wait for their answer; where the line is cut they wait in the browser as well, and are sent with their ids when it is back.
 */
export class LiveRoom {
  readonly #state: ReturnType<typeof store<RoomState>>;
  readonly #notices = listeners<[Notice]>();
  readonly #remote = listeners<[RemoteEdit]>();
  readonly #presence = presence(
    (message) => this.#isJoined && !this.opening.untouched && this.#line?.say(message) === true,
  );
  readonly #suggestions = suggestions(
    (message) => this.#say(message),
    (cells) => this.edit(cells),
  );
  readonly #names = new Names();
  readonly #edits = new HeardEdits(this.#names);
  readonly #deeds = deeds(
    (message) => this.#say(message),
    this.#names,
    () => this.opening.me,
    () => this.#presence.view(),
  );
  readonly #outbox = new Outbox(
    () => this.#replica,
    (message) => this.#say(message),
    () => this.#isJoined,
    () => this.#publish(),
  );
  readonly #back = new GoingBack(
    () => this.#replica,
    (message) => this.#say(message),
    (next) => this.#state.set(next),
    (notice) => this.#notices.tell(notice),
  );
  #replica: Replica;
  #line: (Pick<RoomLine, "say" | "close" | "seek"> & Partial<Pick<RoomLine, "drop">>) | null = null;
  #isJoined = false;
  /** What the server said was wrong, before it closes the line. */
  #error = NO_ERROR;
  /** Edits that waited when the line came back. */
  #owed = 0;
  #left: Promise<void> = Promise.resolve();

  constructor(
    private readonly opening: Opening,
    private readonly ways: Ways,
  ) {
    const { me, cells, seq, mayEdit } = opening;
    this.#replica = new Replica(me, cells, seq, newId);
    const { shown } = this.#replica;
    this.#state = store<RoomState>({ ...NOBODY, ...shown, ...rightAtFirst(mayEdit), me, seq, canUndo: seq > 0 });
  }

  /** Goes in; what was drawn before that waits. */
  start = (): void => {
    if (this.opening.untouched) this.#follow();
    else {
      this.#left = this.#takeOver();
      this.#line = this.#open();
    }
  };

  #follow(): void {
    const { follow, watch, stirred } = this.ways;
    if (!follow || !watch || !stirred) return;
    const { hear, cut, closed, refused } = this.#hears;
    this.#line = following(
      { ask: () => follow(this.#replica.seq), connect: () => watch(this.#replica.seq), stirred },
      { saw: (followed) => this.#saw(followed), hear, cut, closed, refused },
    );
  }

  #saw(followed: Followed): void {
    const { cells, seq, ...here } = followed;
    if (cells) {
      this.#replica.resync(cells, seq);
      this.#publish();
    }
    this.#state.set({ line: "live", ...peopleSeen(here, this.opening.me) });
  }

  #open(): RoomLine {
    this.#state.set({ line: "connecting" });
    return openLine({
      enter: () => this.ways.enter(),
      connect: (entry) => {
        this.#error = NO_ERROR;
        return this.ways.connect(entry, this.#replica.seq);
      },
      ...this.#hears,
      isOwed: () => !this.#isJoined || this.#replica.waiting.some(({ isSent }) => isSent),
    });
  }

  readonly #hears = {
    hear: (message: Message) => this.#hear(message),
    cut: () => this.#cut(),
    closed: (code: number, reason: string) => this.#closed(code, reason),
    refused: (no: NoEntry) => this.#refused(no),
  };

  /** What windows that are gone left behind, as far as this account may still send it. */
  async #takeOver(): Promise<void> {
    const parts = await this.#outbox.keepIn(this.ways.waiting());
    if (parts.length === 0) return;
    this.#replica.resume(parts, Date.now());
    this.#outbox.keepSoon();
    this.#publish();
    this.#notices.tell({ is: "resumed", count: parts.length });
  }

  getState = (): RoomState => this.#state.getState();
  subscribe = (told: () => void): (() => void) => this.#state.subscribe(told);
  onNotice = (told: (notice: Notice) => void): (() => void) => this.#notices.add(told);
  onRemote = (told: (edit: RemoteEdit) => void): (() => void) => this.#remote.add(told);

  edit = (cells: readonly CellEdit[], options?: { joins?: string }): boolean => {
    if (!this.getState().mayEdit || this.#isUntouched()) return false;
    if (this.#replica.edit(cells, Date.now(), options?.joins) instanceof Refused) return false;
    this.#back.did();
    this.#outbox.flush();
    return true;
  };

  #isUntouched(): boolean {
    this.opening.untouched?.();
    return Boolean(this.opening.untouched);
  }

  settle = (): void => {
    this.#replica.seal();
    this.#outbox.flush();
  };

  suggest = (cells: readonly CellEdit[]): void => this.#suggestions.add(cells);

  undo = (): void => this.#goBack("undo");
  redo = (): void => this.#goBack("redo");

  #goBack(how: "undo" | "redo"): void {
    this.settle();
    if (!this.getState().mayEdit || this.#isUntouched()) return;
    this.#back.go(how, this.#isJoined);
    this.#outbox.flush();
  }

  checksum = (): string => {
    const { cells, order } = this.#replica.shown;
    return checksumOf(order.map((id) => cells.get(id)!));
  };

  /** False while the line is cut. Of whoever may only look nothing is ever said. */
  #say(message: Message): boolean {
    return this.#isUntouched() || (this.#isJoined && this.#line?.say(message) === true);
  }

  #publish(): void {
    const { shown, seq, waiting } = this.#replica;
    this.#state.set({ ...shown, seq, waiting: waiting.length });
    if (this.#owed > 0 && waiting.length === 0) {
      this.#notices.tell({ is: "sent", count: this.#owed });
      this.#owed = 0;
    }
  }

  /** What waits is kept in the browser, too. */
  keep = (): void => this.#outbox.keep();

  #hear(message: Message): void {
    this.#heard[message.message_type]?.(message);
  }

  readonly #heard: Record<string, (message: Message) => void> = {
    diagram_state: (message) => {
      this.#replica.resync(message.cells as Cell[], message.update_vector as number);
      if (this.#isJoined) this.#outbox.sendAgain();
      else this.#joined();
    },
    sync_status_response: ({ update_vector }) => {
      if (!this.#isJoined) this.#joined();
      else if (update_vector !== this.#replica.seq) this.#askForAll();
    },
    diagram_operation_event: (message) => this.#hearEdits(message),
    diagram_operation_batch: (message) => this.#hearEdits(message),
    operation_rejected: (message) => this.#rejected(message),
    authorization_denied: (message) => this.#denied(message.original_operation_id as string),
    history_operation: (message) => this.#back.hear(message),
    presenter_request_event: ({ requesting_user }) => {
      this.#notices.tell({ is: "asked-to-present", by: this.#names.uidOf(requesting_user) });
    },
    presenter_denied_event: ({ denied_user }) => {
      if (this.#names.uidOf(denied_user) === this.opening.me) this.#notices.tell({ is: "presenter-denied" });
    },
    error: (message) => {
      this.#error = { error: String(message.error), words: String(message.message) };
    },
    // What only our own windows are told.
    confer_acknowledged: (message) => this.#edits.acknowledge(message),
    confer_welcome: ({ socket }) => this.#state.set({ socket: socket as string }),
    confer_participants: (message) => this.#hearPeople(message),
    confer_rights: (message) => this.#hearRights(message),
    confer_presence: (message) => this.#presence.hear(message, this.getState().socket),
    confer_brought: ({ by, view }) => {
      this.#notices.tell({ is: "called", by: by as number, view: view as Pointer["view"] & object });
    },
    confer_suggestion: (message) => {
      const suggested = this.#suggestions.hear(message);
      if (suggested) this.#notices.tell(suggested);
    },
    confer_answered: ({ taken }) => this.#notices.tell({ is: "answered", isTaken: taken === true }),
  };

  #joined(): void {
    this.#isJoined = true;
    this.#owed = this.#replica.waiting.length;
    this.#state.set({ line: "live", ended: null });
    if (this.opening.untouched) return;
    this.#presence.sayAll();
    this.#suggestions.again();
    void this.#left.then(() => this.#outbox.sendAgain());
  }

  #askForAll(): void {
    this.#line?.say({ message_type: "sync_request", update_vector: this.#replica.seq });
  }

  #hearEdits(message: Message): void {
    const { facts, remote, isWhole } = this.#replica.hear(this.#edits.in(message), Date.now());
    for (const edit of remote) this.#back.others(edit);
    this.#outbox.flush();
    for (const edit of remote) this.#remote.tell(edit);
    for (const notice of noticesOf(facts, this.edit)) this.#notices.tell(notice);
    if (!isWhole) this.#askForAll();
  }

  #rejected({ operation_id, reason, details, affected_cells }: Message): void {
    const { cells, isLost } = this.#replica.reject(operation_id as string, String(reason));
    this.#outbox.flush();
    if (!isLost) return;
    const ids = (affected_cells as string[] | undefined) ?? cells.map(({ id }) => id);
    // Of what somebody removed they were told when it went.
    if (reason === "conflict_detected" && details === "update_nonexistent_cell") return;
    this.#notices.tell({ is: "rejected", code: String(reason), detail: String(details), cells: ids });
  }

  #denied(operationId: string): void {
    this.#suggestions.add(this.#replica.reject(operationId, "denied").cells);
    this.#outbox.flush();
  }

  #hearPeople(message: Message): void {
    this.#names.learn(message);
    const before = this.getState();
    const now = peopleIn(message, this.opening.me);
    this.#state.set(now);
    this.#presence.keepOnly(new Set(now.people.flatMap(({ sockets }) => sockets)));
    if (before.host === null) return;
    if (now.host !== null && now.host !== before.host) this.#notices.tell({ is: "host", uid: now.host });
    if (now.presenter !== before.presenter) this.#notices.tell({ is: "presenter", uid: now.presenter });
  }

  #hearRights({ may_edit, why, because }: Message): void {
    const mayEdit = may_edit === true;
    const whyNot = mayEdit ? null : whyNotOf(why, because, this.getState().host);
    const had = this.getState().mayEdit;
    this.#state.set({ mayEdit, whyNot });
    if (had === mayEdit) return;
    const unsent = mayEdit ? [] : this.#replica.giveUp();
    this.#suggestions.add(unsent);
    this.#outbox.keepSoon();
    this.#publish();
    this.#notices.tell({ is: "rights", mayEdit, whyNot, kept: unsent.length });
  }

  #cut(): void {
    const wasJoined = this.#isJoined;
    this.#isJoined = false;
    if (wasJoined) this.#state.set({ line: "cut", socket: null });
    // What others point at and hold is not heard any more, so nothing is kept from me for it.
    this.#presence.keepOnly(new Set());
    this.keep();
  }

  #closed(code: number, reason: string): boolean {
    const ended = endOf(code, reason, this.#error, this.#isJoined);
    if (!ended) return true;
    this.#over(ended);
    return false;
  }

  #refused(no: NoEntry): void {
    const ended = no.isFinal ? endOfRefusal(no) : null;
    if (ended) this.#over(ended);
  }

  #over(ended: Ended): void {
    this.#isJoined = false;
    if (isLasting(ended)) {
      // Nothing of it stays with whoever may not see it any more.
      this.#outbox.forget();
      this.#replica = new Replica(this.opening.me, [], 0, newId);
      this.#presence.keepOnly(new Set());
    }
    const { shown, waiting } = this.#replica;
    const nobody = { people: [], host: null, presenter: null, isLocked: false, socket: null };
    const state = { line: "ended", ended, mayEdit: false, whyNot: { is: "ended" } } as const;
    this.#state.set({ ...shown, ...nobody, ...state, waiting: waiting.length });
  }

  again = (): void => {
    const { ended } = this.getState();
    if (!ended || isLasting(ended)) return;
    this.#line?.close();
    this.#state.set({ ended: null, ...rightAtFirst(this.opening.mayEdit) });
    if (this.opening.untouched) this.#follow();
    else this.#line = this.#open();
  };

  /** The network is back, perhaps. */
  seek = (): void => this.#line?.seek();
  /** The network is gone: the line is not waited for. */
  drop = (): void => this.#line?.drop?.();

  close = (): void => {
    this.settle();
    this.#presence.stop();
    this.#isJoined = false;
    this.#line?.close();
    this.#outbox.leave();
  };

  pointers: Room["pointers"] = this.#presence.pointers;
  point: Room["point"] = this.#presence.deeds.point;
  select: Room["select"] = this.#presence.deeds.select;
  look: Room["look"] = this.#presence.deeds.look;
  laser: Room["laser"] = this.#presence.deeds.laser;
  hold: Room["hold"] = this.#presence.deeds.hold;
  hide: Room["hide"] = this.#presence.deeds.hide;

  askToPresent: Room["askToPresent"] = this.#deeds.askToPresent;
  grant: Room["grant"] = this.#deeds.grant;
  deny: Room["deny"] = this.#deeds.deny;
  takeBack: Room["takeBack"] = this.#deeds.takeBack;
  release: Room["release"] = this.#deeds.release;
  callEveryone: Room["callEveryone"] = this.#deeds.callEveryone;
  remove: Room["remove"] = this.#deeds.remove;
  setReadOnly: Room["setReadOnly"] = this.#deeds.setReadOnly;
  lock: Room["lock"] = this.#deeds.lock;
  handOver: Room["handOver"] = this.#deeds.handOver;
  end: Room["end"] = this.#deeds.end;
}

const NO_ERROR = { error: "", words: "" };
