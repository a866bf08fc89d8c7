import type { CellEdit } from "@/lib/domain/diagram/apply";
import { copied, freeBeside, landed, pasted } from "@/lib/domain/diagram/arrange";
import type { Cell } from "@/lib/domain/diagram/cell";
import { freePlace, removalOf } from "@/lib/domain/diagram/deeds";
import { around, grown } from "@/lib/domain/diagram/geometry";
import { newFlow, newNode } from "@/lib/domain/diagram/new-cell";
import { type Box, type Point, SIZE_OF } from "@/lib/domain/diagram/read-cell";
import { newId } from "../new-id";
import type { Room } from "../room";
import { listeners, store } from "../told";
import type { View } from "../view";
import { makeCamera } from "./camera";
import type { Gesture } from "./gesture";
import { IDLE, type Mode, type Placed, type Said } from "./mode";
import { type Drawn, type OpenThreats, Scene } from "./scene";
import { inReadingOrder, nextTowards } from "./walk";

/**
 * The canvas without its picture: what is shown, from where it is looked at, and what is in hand. Gestures, keys and buttons speak to it;
 * it alone speaks to the room.
 */
export class Stage {
  readonly scene: Scene;
  readonly camera = makeCamera();
  readonly mode = store<Mode>(IDLE);
  readonly said = listeners<[Said]>();
  gesture: Gesture | null = null;
  /** Where the pointer was seen last, for what is pasted. */
  pointer: Point | null = null;
  /** The element whose flows the keys walk along. */
  walkedFrom: string | null = null;

  constructor(
    readonly room: Room,
    readonly view: View,
    openThreats: OpenThreats,
  ) {
    this.scene = new Scene(room, openThreats);
  }

  get cells(): ReadonlyMap<string, Cell> {
    return this.room.getState().cells;
  }

  /** May this window change anything? On a phone only after somebody said so. */
  get draws(): boolean {
    return this.room.getState().mayEdit && this.view.getState().draws;
  }

  /** What is chosen and still there. */
  get chosen(): string[] {
    return this.view.getState().selected.filter((id) => this.scene.get(id));
  }

  /** The one the keys speak of: the last that was chosen. */
  get active(): string | null {
    return this.chosen.at(-1) ?? null;
  }

  edit(edits: readonly CellEdit[], joins?: string): boolean {
    if (edits.length === 0) return false;
    if (!this.draws) {
      this.said.tell({ is: "reading" });
      return false;
    }
    this.view.follow(null);
    return this.room.edit(edits, joins === undefined ? {} : { joins });
  }

  laser(on: boolean): void {
    if (on === this.mode.getState().lasing) return;
    this.mode.set({ lasing: on });
    this.room.laser(on);
  }

  /** The same for what moves: each says where it lies then. */
  move(edits: readonly CellEdit[], joins?: string): boolean {
    return this.edit(landed(this.cells, edits), joins);
  }

  choose(ids: readonly string[]): void {
    this.view.select(ids);
    if (ids.length > 0) this.said.tell({ is: "chosen", ids });
  }

  remove(ids: readonly string[]): void {
    const { edits, back } = removalOf(this.cells, this.room.getState().order, ids);
    if (!this.edit(edits)) return;
    this.view.select([]);
    this.said.tell({ is: "removed", count: edits.length, back: () => void this.room.edit(back) });
  }

  /** Adds a new element without a pointer: into the chosen boundary, beside what is chosen, or in the middle of what is seen. */
  add(kind: Placed): void {
    const size = SIZE_OF[kind];
    const beside = this.active === null ? undefined : this.scene.get(this.active);
    const at =
      beside?.kind === "boundary" && kind !== "boundary"
        ? freePlace(this.cells, size, beside.id)
        : freeBeside(this.cells, size, beside?.box ?? null, this.camera.seen());
    const cell = newNode(newId(), kind, { ...at, ...size }, "");
    if (!this.move([{ id: cell.id, operation: "add", data: cell }])) return;
    this.view.select([cell.id]);
    this.bring([cell.id]);
    this.said.tell({ is: "added", id: cell.id });
  }

  /** Copies what is chosen, a little aside. */
  duplicate(): void {
    this.paste(copied(this.cells, this.chosen), { x: 30, y: 30 });
  }

  paste(copies: readonly Cell[], by: Point): void {
    const edits = pasted(copies, newId, by, this.cells);
    if (this.edit(edits)) this.choose(edits.map(({ id }) => id));
  }

  /** Begins a flow that is drawn without dragging: by keys, or by one press where it begins and one where it ends. */
  beginConnecting(from = this.active): void {
    if (from === null || !this.scene.get(from)?.box || this.targets().length < 2) return;
    if (!this.draws) {
      this.said.tell({ is: "reading" });
      return;
    }
    this.mode.set({ tool: "select", connecting: { from, to: null, typed: "" } });
    const near = this.targets().filter(({ id }) => id !== from);
    const first = nextTowards(this.scene.get(from)!, "ArrowRight", near) ?? near[0]!;
    this.aimAt(first.id, "");
  }

  /** What a flow may end at. */
  targets(): Drawn[] {
    return inReadingOrder(this.scene).filter(({ kind }) => kind !== "boundary" && kind !== "text");
  }

  aimAt(to: string | null, typed: string): void {
    const { connecting } = this.mode.getState();
    if (!connecting) return;
    this.mode.set({ connecting: { ...connecting, to, typed } });
    if (to) this.bring([connecting.from, to]);
    this.said.tell({ is: "connecting", from: connecting.from, to });
  }

  aimByName(typed: string): void {
    const { connecting } = this.mode.getState();
    if (!connecting) return;
    const sought = typed.trim().toLowerCase();
    const others = this.targets().filter(({ id }) => id !== connecting.from);
    const found =
      others.find(({ label }) => label.toLowerCase().startsWith(sought)) ??
      others.find(({ label }) => label.toLowerCase().includes(sought));
    // What is found by no name leaves the last one that was.
    this.aimAt(sought ? (found?.id ?? connecting.to) : connecting.to, typed);
  }

  connectTo(to: string): void {
    const { connecting } = this.mode.getState();
    this.mode.set({ connecting: null });
    if (!connecting || connecting.from === to) return;
    const flow = newFlow(newId(), { cell: connecting.from, port: null }, { cell: to, port: null });
    if (!this.edit([{ id: flow.id, operation: "add", data: flow }])) return;
    this.view.select([flow.id]);
    this.said.tell({ is: "connected", id: flow.id });
  }

  /** Everything that can be seen as one box. */
  whole(): Box | null {
    const boxes: Box[] = [];
    for (const { box, route } of this.scene.all()) {
      if (box) boxes.push(box);
      for (const { x, y } of route?.points ?? []) boxes.push({ x, y, width: 0, height: 0 });
    }
    return around(boxes);
  }

  boxOf(ids: Iterable<string>): Box | null {
    const boxes: Box[] = [];
    for (const id of ids) {
      const drawn = this.scene.get(id);
      if (drawn?.box) boxes.push(drawn.box);
      else if (drawn?.route) boxes.push(...drawn.route.points.map((point) => ({ ...point, width: 0, height: 0 })));
    }
    return around(boxes);
  }

  fit(isAtOnce = false): void {
    const box = this.whole();
    if (box) this.camera.fit(box, isAtOnce);
  }

  bring(ids: Iterable<string>): void {
    const box = this.boxOf(ids);
    if (box) this.camera.bring(grown(box, 8));
  }

  /** Lets the name of one be typed, unless somebody else is typing there. */
  name(id: string): void {
    if (!this.scene.get(id)) return;
    const holder = this.holderOf(id);
    if (!this.draws || holder !== null) {
      this.said.tell(holder === null || !this.draws ? { is: "reading" } : { is: "held", by: holder });
      return;
    }
    this.bring([id]);
    this.mode.set({ editing: id });
    this.room.hold(id);
  }

  /** Who types in an element, when that is somebody else. */
  holderOf(id: string): number | null {
    const { socket } = this.room.getState();
    for (const pointer of this.room.pointers.getState().values()) {
      if (pointer.holding === id && pointer.socket !== socket) return pointer.uid;
    }
    return null;
  }

  closeName(): void {
    if (this.mode.getState().editing === null) return;
    this.mode.set({ editing: null });
    this.room.hold(null);
  }

  /** Gives up whatever is in hand. Answers whether there was anything. */
  stop(): boolean {
    const mode = this.mode.getState();
    const had = this.gesture !== null || mode.connecting !== null || mode.tool !== "select" || mode.previews;
    this.gesture?.cancel();
    this.end();
    if (mode.previews) this.scene.preview(null);
    this.mode.set({ tool: "select", connecting: null, previews: false });
    return had;
  }

  end(): void {
    this.gesture = null;
    this.mode.set({ gesture: null, marquee: null, guides: [], draft: null, aim: null, placing: null });
  }

  /** Follows the room and the rest of the page; answers how to stop. */
  listen(root: HTMLElement): () => void {
    let draws = this.draws;
    let selected = this.view.getState().selected;
    const ends = [
      this.room.subscribe(() => {
        if (draws && !this.draws) this.drop();
        draws = this.draws;
      }),
      this.view.subscribe(() => {
        const now = this.view.getState().selected;
        if (now !== selected) this.room.select(now);
        selected = now;
      }),
      this.view.onShow(({ ids, focus }) => {
        this.bring(ids);
        if (focus) root.focus({ preventScroll: true });
      }),
      this.view.onRename((id) => this.name(id)),
      this.camera.subscribe(() => this.room.look(this.camera.look())),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  /** The right to draw has gone: what is in hand is put down, and offered to the host. */
  drop(): void {
    const doing = this.gesture?.doing() ?? [];
    if (doing.length > 0) this.room.suggest(doing);
    this.gesture = null;
    this.end();
    if (this.mode.getState().previews) this.scene.preview(null);
    this.mode.set({ tool: "select", connecting: null, previews: false });
  }
}
