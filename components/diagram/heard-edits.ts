import type { CellEdit } from "@/lib/domain/diagram/apply";
import type { Heard } from "@/lib/domain/diagram/replica-conflicts";
import type { Message } from "@/lib/realtime/room-client";
import type { Names } from "./people-here";

type Single = {
  initiating_user: unknown;
  operation_id: string;
  sequence_number: number;
  operation: { cells: CellEdit[] };
};
type Batch = {
  update_vector: number;
  initiating_uids: number[];
  operations: { by?: number; base_vector?: number; operation: { cells: CellEdit[] } }[];
};
type Acknowledged = { operations: { operation_id: string; sequence_number: number }[] };

/** Reads the edits of frames. */
export class HeardEdits {
  /** The ids that I gave edits, by their numbers: they are told just ahead of the edits. */
  readonly #ids = new Map<number, string>();

  constructor(readonly names: Names) {}

  acknowledge(message: Message): void {
    const { operations } = message as unknown as Acknowledged;
    for (const { operation_id, sequence_number } of operations) this.#ids.set(sequence_number, operation_id);
  }

  /** The edits of a frame: one as the contract has it, or as many as were written together. */
  in(message: Message): Heard[] {
    if (message.message_type !== "diagram_operation_batch") {
      const { initiating_user, operation_id, sequence_number, operation } = message as unknown as Single;
      const by = this.names.uidOf(initiating_user);
      return [{ seq: sequence_number, by, operationId: operation_id, base: null, cells: operation.cells }];
    }
    const { update_vector, initiating_uids, operations } = message as unknown as Batch;
    let author = 0;
    return operations.map(({ by, base_vector, operation }, n) => {
      author = by ?? author;
      const seq = update_vector - operations.length + 1 + n;
      const operationId = this.#ids.get(seq) ?? null;
      this.#ids.delete(seq);
      return { seq, by: initiating_uids[author] ?? 0, operationId, base: base_vector ?? null, cells: operation.cells };
    });
  }
}
