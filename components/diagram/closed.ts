/** The diagrams that were open in this window until whoever looks lost the right to, and when that ended; null where it did not by itself. */
const closed = new Map<string, string | null>();

export const noteClosed = (diagramId: string, ended: string | null): void => void closed.set(diagramId, ended);
/** Undefined for one that was not open here. */
export const closedAt = (diagramId: string): string | null | undefined => closed.get(diagramId);
