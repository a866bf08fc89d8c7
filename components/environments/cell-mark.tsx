import { CircleMinus } from "@/components/ui/icons";
import { levelLook, strengthLook } from "./cell-looks";
import type { MatrixKind } from "./queries";

/** What stands in a cell: letters, filled as far as the role reaches, bordered as near as it is, with a mark where one denies. */
export function CellMark({ kind, letters, faint = false }: { kind: MatrixKind; letters: string; faint?: boolean }) {
  return (
    <span
      aria-hidden
      className={`relative inline-flex h-7 min-w-9 items-center px-1 justify-center rounded-md border text-label ${levelLook[kind.level]} ${faint ? "border-edge bg-paper text-muted italic" : `border-allow ${strengthLook[kind.strength]}`}`}
    >
      {letters}
      {kind.roles.length > 1 && "+"}
      {kind.denies && (
        <span className="absolute -end-1.5 -top-1.5 rounded-[50%] bg-paper text-deny">
          <CircleMinus size={13} strokeWidth={2.5} className="block" />
        </span>
      )}
    </span>
  );
}
