import { isCategory } from "@/lib/domain/threats/threat";
import type { Listed, readRegister } from "./queries";

/** A diagram of the report: elements by name with their threats, and what kinds of threat there are beside STRIDE. */
export type Part = {
  id: string;
  name: string;
  elements: { cell: string; name: string | null; threats: Listed[] }[];
  others: string[];
};

type Register = Awaited<ReturnType<typeof readRegister>>;

export function partsOf({ threats, diagrams }: Pick<Register, "threats" | "diagrams">): Part[] {
  return diagrams.map(({ id, name, elements }) => {
    const names = new Map(elements);
    const own = threats.filter(({ diagramId }) => diagramId === id);
    const cells = [...new Set(own.map(({ cell }) => cell))];
    const lines = cells.map((cell) => ({
      cell,
      name: names.get(cell) ?? null,
      threats: own.filter((one) => one.cell === cell),
    }));
    lines.sort((a, b) => (a.name ?? "\uffff").localeCompare(b.name ?? "\uffff"));
    const others = [...new Set(own.map(({ category }) => category))].filter((one) => one !== "" && !isCategory(one));
    return { id, name, elements: lines, others };
  });
}
