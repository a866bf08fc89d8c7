type Ends = { ends: string | null };

/** When something of an access ends first: one of the shares it comes through, or the membership itself. */
export const firstEnd = ({ ends, way }: Ends & { way: { via: readonly Ends[] } }): string | null =>
  [ends, ...way.via.map((via) => via.ends)].filter((one) => one !== null).sort()[0] ?? null;
