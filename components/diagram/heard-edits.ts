import type { CellEdit } from "@/lib/domain/diagram/apply";
import type { Heard } from "@/lib/domain/diagram/replica-conflicts";
import type { Message } from "@/lib/realtime/room-client";
import type { Names } from "./people-here";

type Operation = {
  operation_id: string;
  sequence_number: number;
  base_vector?: number;
  operation: { cells: CellEdit[] };
};
type Batch = { initiating_uids: number[]; operations: (Operation & { by: number })[] };

/** The edits of a frame: one as the contract has it, or as many as were written together. */
export function editsIn(message: Message, names: Names): Heard[] {
  if (message.message_type !== "diagram_operation_batch") {
    const one = message as unknown as Operation & { initiating_user: unknown };
    return [heardOf(one, names.uidOf(one.initiating_user))];
  }
  const { initiating_uids, operations } = message as unknown as Batch;
  return operations.map((one) => heardOf(one, initiating_uids[one.by] ?? 0));
}

const heardOf = ({ operation_id, sequence_number, base_vector, operation }: Operation, by: number): Heard => ({
  seq: sequence_number,
  by,
  operationId: operation_id,
  base: base_vector ?? null,
  cells: operation.cells,
});
