/** The doors as readers of the journal tell them apart. */
export const journalDoors = ["browser", "token", "rest", "tmi", "socket", "system"] as const;
export type JournalDoor = (typeof journalDoors)[number];

/** As the journal keeps it, and whether a token was held. */
export const shownDoor = (door: string, token: number | null): JournalDoor =>
  door === "page"
    ? "browser"
    : door === "rest" && token !== null
      ? "token"
      : (journalDoors.find((one) => one === door) ?? "rest");

/** The other way round: what stands in the journal for a door as shown; `token` where that tells it apart. */
export const keptDoor = (door: JournalDoor): { door: string; token?: boolean } =>
  door === "browser"
    ? { door: "page" }
    : door === "token"
      ? { door: "rest", token: true }
      : door === "rest"
        ? { door: "rest", token: false }
        : { door };

/** How a call came out: done, or the code of its refusal. */
export const outcomes = [
  "done",
  "forbidden",
  "not-found",
  "token-scope",
  "no-environment",
  "exists",
  "wrong-state",
  "in-use",
  "limit",
] as const;
export type Outcome = (typeof outcomes)[number];

/** What is asked of a journal; all of it must hold. */
export type JournalFilter = {
  actor?: number | undefined;
  members?: readonly number[] | undefined;
  method?: string | undefined;
  /** Any of these. */
  resources?: readonly string[] | undefined;
  door?: JournalDoor | undefined;
  outcome?: Outcome | "refused" | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  text?: string | undefined;
};
