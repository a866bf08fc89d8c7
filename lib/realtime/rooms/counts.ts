import { countCall, MODEL } from "../../../db/calls";
import type { RefusedRow, Row } from "../../domain/diagram/room";
import { EDIT, JOIN } from "./judge";

/** Counts the use of rights in a room: on the threat model, and on the shares of an environment where those give it. */
export class Counts {
  /** The environments that let people in, by uid; not for those whom the model's own list names. */
  readonly #through = new Map<number, string>();

  constructor(
    private readonly owner: number,
    private readonly threatModel: string,
  ) {}

  entered(uid: number, through: string | null | undefined): void {
    if (through) this.#through.set(uid, through);
    this.#count(uid, JOIN, 1);
  }

  wrote(rows: readonly (Row | RefusedRow)[]): void {
    const edits = new Map<number, number>();
    for (const { by, kind } of rows) if (kind !== "refused") edits.set(by, (edits.get(by) ?? 0) + 1);
    for (const [by, n] of edits) this.#count(by, EDIT, n);
  }

  #count(uid: number, method: string, n: number): void {
    const environment = this.#through.get(uid);
    countCall(this.owner, uid, method, MODEL, this.threatModel, n);
    if (environment) countCall(this.owner, uid, method, "ENV", environment, n);
  }
}
