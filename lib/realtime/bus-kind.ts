/**
 * The doorbell between the nodes of a house: short texts, said after the commit. One may be lost, doubled, late or out of order, for the
 * truth is in the database, and whoever hears asks there; nodes also ask now and then unrung (scale.md section 3). Nobody hears
 * themselves.
 */
export type Bus = {
  /** Never waits and never fails. */
  say(text: string): void;
  /** Hears what others say until the function it returns is called. */
  hear(ear: (text: string) => void): () => void;
  /** Whether texts come through now. */
  up(): boolean;
  close(): Promise<void>;
};

/** How texts travel: in this process, by Postgres, or by Redis. */
export type Kind = (hear: (text: string) => void) => Omit<Bus, "hear">;
