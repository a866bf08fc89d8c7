const hearers = new Set<() => void>();

/** Something moved that whoever follows a diagram without being in it may want to see. */
export function stir(): void {
  for (const hear of hearers) hear();
}

export function onStir(hear: () => void): () => void {
  hearers.add(hear);
  return () => void hearers.delete(hear);
}
