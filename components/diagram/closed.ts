/** The diagrams that were open in this window until whoever looks lost the right to. */
const closed = new Set<string>();

export const noteClosed = (diagramId: string): void => void closed.add(diagramId);
export const wasClosed = (diagramId: string): boolean => closed.has(diagramId);
