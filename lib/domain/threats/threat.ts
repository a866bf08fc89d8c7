/** What can go wrong with one element: one line of a threat model's register. */
export type Threat = {
  id: string;
  /** Counted within its threat model, from 1 on. */
  number: number;
  /** The element it is about. */
  cell: string;
  /** One of STRIDE's, or what another method calls it. */
  category: string;
  title: string;
  description: string;
  mitigation: string;
  severity: Severity;
  status: Status;
  /** The rule that suggested it; null where somebody thought of it. */
  rule: string | null;
  /** What the rule went by when it was accepted. */
  facts: readonly Fact[];
  /** What a file said of it beyond this. */
  aside?: Readonly<Record<string, unknown>>;
};

export const categories = [
  "spoofing",
  "tampering",
  "repudiation",
  "information-disclosure",
  "denial-of-service",
  "elevation-of-privilege",
] as const;
export type Category = (typeof categories)[number];

export const severities = ["unknown", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

export const statuses = ["open", "mitigated", "not-applicable"] as const;
export type Status = (typeof statuses)[number];

/** Something true of an element that a rule can ask for; `of` says of what, where there is more to say than that it holds. */
export type Fact = { is: string; of?: string };

export const isCategory = (word: string): word is Category => (categories as readonly string[]).includes(word);

/** S-65 speaks of every list an owner can fill. */
export const MOST_THREATS = 5_000;
