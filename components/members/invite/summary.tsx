"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import type { Offer } from "@/components/sharing/offer-fields";
import { Fold } from "@/components/ui/fold";
import { useOf } from "@/components/words/acting";
import { untilOf } from "@/components/words/end-day";
import { Methods } from "@/components/words/methods";
import { useResourceWords } from "@/components/words/resource";
import { resultOf } from "@/lib/actions/answer";
import { type MemberWay, previewOffers } from "@/lib/actions/pages";
import type { ResourceType } from "@/lib/domain/resource";
import { resourcesOf } from "../offers";
import type { Entry } from "./entries";

/** Exactly what the invited will be able to do, as the rights engine says it. */
export function Summary({
  invited,
  offers,
  until,
}: {
  invited: readonly Entry[];
  offers: readonly Offer[];
  /** The last day; empty for none. */
  until: string;
}) {
  const t = useTranslations("members");
  const format = useFormatter();
  const of = useOf();
  const asked = resourcesOf(offers.filter((offer) => offer.roles.size > 0)).map((one) => ({
    ...one,
    type: one.type as ResourceType,
  }));
  const { data, error } = useRead(
    ["offers", asked, of],
    async () => (asked.length === 0 ? [] : (await resultOf(previewOffers({ offers: asked, ...of }))).ways),
    { keep: true },
  );
  const names = invited.slice(0, 2).map(({ name, address }) => name || address);
  const who =
    invited.length > names.length
      ? t("namesAndMore", { names: format.list(names, { type: "unit" }), n: invited.length - names.length })
      : format.list(names, { type: "conjunction" });
  const own = invited.filter(({ end }) => end?.day).length;
  const kept = invited.filter(({ mark }) => mark !== "new").length;
  if (invited.length === 0) return <p className="text-table text-muted">{t("summaryNobody")}</p>;
  return (
    <div className="text-table" aria-live="polite">
      <p className="font-medium">
        {asked.length === 0
          ? t("summaryNothing", { who, n: invited.length })
          : t("summary", { who, n: invited.length })}
      </p>
      {error && <p className="text-deny">{t("summaryFailed")}</p>}
      {(data ?? []).map((way) => (
        <WayLine key={way.shareIds.join()} way={way} />
      ))}
      {until !== "" && own < invited.length && (
        <p>{t("summaryUntil", { day: format.dateTime(new Date(untilOf(until)), "day") })}</p>
      )}
      {own > 0 && <p>{t("summaryOwnDays", { n: own })}</p>}
      {kept > 0 && <p className="text-muted">{t("summaryKept", { n: kept })}</p>}
    </div>
  );
}

function WayLine({ way }: { way: MemberWay }) {
  const t = useTranslations("members");
  const format = useFormatter();
  const { inShort } = useResourceWords();
  const roles = format.list(
    way.roles.map(({ name }) => name),
    { type: "conjunction" },
  );
  return (
    <Fold
      line={
        <span>
          {t("summaryWay", { things: inShort(way.things, 3), roles, n: way.methods.length })}
          {way.denied.length > 0 && <span className="text-deny"> {t("deniedHere", { n: way.denied.length })}</span>}
        </span>
      }
    >
      <div className="max-h-48 overflow-y-auto ps-6">
        <Methods names={way.methods} />
      </div>
    </Fold>
  );
}
