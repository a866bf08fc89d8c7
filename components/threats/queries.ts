import { resultOf } from "@/lib/actions/answer";
import { getRegister, listThreats } from "@/lib/actions/threats";

export const threatsKey = (model: string) => ["threats", model] as const;
/** Below the other, so that what makes that stale makes this stale too. */
export const registerKey = (model: string) => ["threats", model, "register"] as const;
/** Below the other as well: how many threats of each element of a diagram are open. */
export const openThreatsKey = (model: string, diagram: string) => ["threats", model, "open", diagram] as const;
export async function readOpenThreats(model: string, diagram: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { diagramId, cell, status } of (await readThreats(model)).threats)
    if (diagramId === diagram && status === "open") counts[cell] = (counts[cell] ?? 0) + 1;
  return counts;
}

/** The register of a threat model, the rules that hold for it, and what was dismissed. */
export const readThreats = async (threatModelId: string) => resultOf(listThreats({ threatModelId }));
export type Threats = Awaited<ReturnType<typeof readThreats>>;
export type Listed = Threats["threats"][number];

/** The same as a table: with the names of diagrams and elements. */
export const readRegister = async (threatModelId: string) => resultOf(getRegister({ threatModelId }));
