import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { tell } from "@/components/ui/toast";
import { useResourceWords } from "@/components/words/resource";
import type { SharedWithMe } from "@/lib/actions/pages";

type Thing = SharedWithMe["things"][number];
/** An end is heard of when it has come; this browser's clock may not be there yet (milliseconds). */
const EARLY = 60_000;

/** Says of what was on the page and ended while it was open that it did, and when: else it would be gone without a word. */
export function useToldEnds(shared: readonly SharedWithMe[]): void {
  const t = useTranslations("shared");
  const format = useFormatter();
  const { nameOf } = useResourceWords();
  const before = useRef(new Map<string, Thing>());
  useEffect(() => {
    const working = shared.filter(({ state }) => state === "ACTIVE");
    const now = new Map<string, Thing>(
      working.flatMap((one) => one.things.map((thing) => [`${one.id} ${thing.id}`, thing] as const)),
    );
    const still = new Set(working.map(({ id }) => String(id)));
    for (const [key, thing] of before.current) {
      const { ends } = thing;
      if (now.has(key) || ends === null || !still.has(key.split(" ", 1)[0]!)) continue;
      if (Date.parse(ends) > Date.now() + EARLY) continue;
      tell(t("thingEnded", { thing: nameOf(thing), day: format.dateTime(new Date(ends), "moment") }));
    }
    before.current = now;
  }, [shared, t, format, nameOf]);
}
