import { resultOf } from "@/lib/actions/answer";
import { compareVersions, listVersions } from "@/lib/actions/diagram-versions";
import type { DiagramFacts } from "./facts";

type Ids = Pick<DiagramFacts, "id" | "threatModelId">;

export const versionsKey = (diagram: string) => ["diagram", diagram, "versions"] as const;
export const readVersions = ({ id, threatModelId }: Ids) => resultOf(listVersions({ diagramId: id, threatModelId }));
export type Version = Awaited<ReturnType<typeof readVersions>>["versions"][number];

/** `to` is null for the diagram as it is now. */
export const comparisonKey = (diagram: string, from: string, to: string | null) =>
  [...versionsKey(diagram), "compared", from, to] as const;
export const readComparison = ({ id, threatModelId }: Ids, from: string, to: string | null) =>
  resultOf(compareVersions({ diagramId: id, threatModelId, from, to }));
