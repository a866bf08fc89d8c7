import type { useTranslations } from "next-intl";
import { announce } from "../announce";
import type { Icon } from "../icons";
import type { List } from "./use-list";
import type { Verdict } from "./verdict";

export type BulkProps<R> = {
  open: boolean;
  list: Pick<List, "chosen" | "choose" | "judge">;
  /** By key; those of this page. */
  rows: ReadonlyMap<string, R>;
};

/** What can be done with all chosen rows. A row that was chosen on another page comes as its key alone. */
export type BulkAct<R> = {
  id: string;
  /** A verb: "Suspend". */
  word: string;
  icon: Icon;
  danger?: boolean;
  /** Why it cannot be done here. */
  refused?: string | undefined;
} & (
  | {
      /** Does it to one row. */
      each(key: string, row: R | undefined): Promise<Verdict>;
      /** After the last one: the keys it was done to, and all verdicts. */
      done?(keys: string[], verdicts: ReadonlyMap<string, Verdict>): void;
    }
  | {
      /** Opens a question of the page's own; what came of it goes to `list.judge`. */
      begin(keys: string[]): void;
    }
);

/**
 * What came of an act on these rows stands beside each; those it was not done to stay chosen, and how it went is said with the
 * words of `ui`. Gives the keys it was done to.
 */
export function settle(
  list: BulkProps<unknown>["list"],
  keys: readonly string[],
  verdicts: ReadonlyMap<string, Verdict>,
  ui: ReturnType<typeof useTranslations<"ui">>,
): string[] {
  const done = keys.filter((key) => verdicts.get(key)?.ok);
  list.judge(verdicts);
  list.choose(keys.filter((key) => !verdicts.get(key)?.ok));
  announce(ui("verdicts", { done: done.length, refused: keys.length - done.length }));
  return done;
}

/** Does `each` one after the other and tells how far it is; a fault of one stops none of the others. */
export async function inTurn<R>(
  keys: readonly string[],
  rows: ReadonlyMap<string, R>,
  each: (key: string, row: R | undefined) => Promise<Verdict>,
  { onStep = () => {}, fault }: { onStep?: (done: number) => void; fault: string },
): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  for (const key of keys) {
    verdicts.set(key, await each(key, rows.get(key)).catch(() => ({ ok: false, words: fault })));
    onStep(verdicts.size);
  }
  return verdicts;
}
