"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Hint } from "@/components/ui/hint";
import { useRowTab } from "@/components/ui/list/row-tab";
import { momentOf } from "@/components/words/day";
import { Initials } from "@/components/words/person";
import type { Presence } from "./queries";

const FACES = 3;

/** Who is in a diagram now: their initials, and on hover or focus what each is there and since when. */
export function Here({ people }: { people: readonly Presence[] }) {
  const t = useTranslations("drawings");
  const lineOf = useLine();
  const tabIndex = useRowTab() ?? 0;
  if (people.length === 0) return null;
  const more = people.length - FACES;
  return (
    <Hint
      text={
        <span className="block">
          {people.map((one) => (
            <span key={one.uid} className="block">
              {lineOf(one)}
            </span>
          ))}
        </span>
      }
    >
      <span
        role="img"
        aria-label={t("here", { n: people.length })}
        tabIndex={tabIndex}
        className="inline-flex items-center"
      >
        <span className="me-1.5 size-2 flex-none rounded-[50%] bg-allow" />
        {people.slice(0, FACES).map(({ uid, name }) => (
          <span key={uid} className="not-first:-ms-1 inline-flex">
            <Initials name={name} size="small" />
          </span>
        ))}
        {more > 0 && <span className="ms-1 text-label text-muted">{t("plus", { n: more })}</span>}
      </span>
    </Hint>
  );
}

/** "Milo Marsh: hosts, since 14:03". */
export function useLine(): (one: Presence) => string {
  const t = useTranslations("drawings");
  const format = useFormatter();
  return ({ name, host, presenter, mayEdit, since }) => {
    const part = host ? t("hosts") : presenter ? t("presents") : mayEdit ? t("draws") : t("watches");
    const at = format.dateTime(momentOf(since), "time");
    return t("presence", { name, part, at });
  };
}
