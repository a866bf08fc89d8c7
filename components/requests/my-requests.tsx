"use client";

import { useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { Section } from "@/components/ui/page";
import { Why } from "@/components/ui/why";
import { useResourceWords } from "@/components/words/resource";
import type { MyRequestLine } from "@/lib/actions/requests";
import { mineKey, readMine } from "./queries";
import { Now, StateBadge } from "./state-badge";

/** What I asked others for, what they answered, and how it stands now. */
export function MyRequests() {
  const t = useTranslations("requests");
  const { data } = useRead(mineKey, readMine);
  if (!data || data.length === 0) return null;
  return (
    <div className="mt-8">
      <Section title={t("mine")}>
        <ul className="divide-y divide-line border-y border-line">
          {data.map((one) => (
            <Line key={one.id} of={one} />
          ))}
        </ul>
      </Section>
    </div>
  );
}

function Line({ of: { owner, method, membership, thing, note, answer, state, now } }: { of: MyRequestLine }) {
  const t = useTranslations("requests");
  const { nameOf } = useResourceWords();
  const name = nameOf(thing);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1 py-3">
      <div className="min-w-0 flex-1 basis-72 text-table">
        <p className="font-medium">
          {membership ? t("myLineBack", { owner: owner.name }) : t("myLine", { owner: owner.name, thing: name })}
        </p>
        {!membership && (
          <p className="text-muted">
            <code className="font-mono break-all">{method}</code>
          </p>
        )}
        {note && <p className="mt-1 max-w-prose break-words">{t("quoted", { text: note })}</p>}
        {answer && (
          <p className="mt-1 max-w-prose break-words text-muted">
            {t("theyAnswered", { owner: owner.name, text: answer })}
          </p>
        )}
        <Now may={now}>{t(now ? "iMayNow" : "iMayNotNow")}</Now>
      </div>
      <div className="flex items-center gap-2">
        <StateBadge state={state} />
        {!membership && (
          <Why
            question={{
              serviceMethod: method,
              resourceType: thing.type,
              resourceId: thing.resourceId,
              ownerUid: owner.uid,
            }}
            label={t("whyMine", { thing: name })}
          />
        )}
      </div>
    </li>
  );
}
