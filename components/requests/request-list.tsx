"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useRead } from "@/components/reading";
import { Empty, PageHead, Section } from "@/components/ui/page";
import { Shown } from "@/components/ui/states";
import { Why } from "@/components/ui/why";
import { useOf } from "@/components/words/acting";
import { useResourceWords } from "@/components/words/resource";
import type { RequestLine } from "@/lib/actions/requests";
import { AnswerForm } from "./answer-form";
import { MyRequests } from "./my-requests";
import { readRequests, requestsKey } from "./queries";
import { Now, StateBadge } from "./state-badge";

/** Who asks me for access to what, and what I answered lately; in one's own account also what I asked others for. */
export function RequestList() {
  const t = useTranslations("requests");
  const of = useOf();
  const read = useRead(requestsKey, () => readRequests(of));
  const all = read.data ?? [];
  const open = all.filter(({ state }) => state === "OPEN");
  const answered = all.filter(({ state }) => state !== "OPEN");
  return (
    <>
      <PageHead title={t("title")} says={t("says")} about="requests" />
      <Shown
        of={read}
        what={t("title")}
        isEmpty={all.length === 0}
        empty={<Empty title={t("emptyTitle")}>{t("emptySays")}</Empty>}
      >
        {open.length > 0 && (
          <Section title={t("waiting", { n: open.length })}>
            <ul className="divide-y divide-line border-y border-line">
              {open.map((one) => (
                <li key={one.id} className="flex flex-col gap-3 py-4">
                  <div className="flex flex-wrap items-start justify-between gap-3">
                    <What of={one} />
                    <WhyOf of={one} />
                  </div>
                  <AnswerForm of={one} />
                </li>
              ))}
            </ul>
          </Section>
        )}
        {answered.length > 0 && (
          <Section title={t("answered")}>
            <ul className="divide-y divide-line border-y border-line">
              {answered.map((one) => (
                <li key={one.id} className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1 py-3">
                  <What of={one}>
                    {one.now !== null && <Now may={one.now}>{t(one.now ? "mayNow" : "mayNotNow")}</Now>}
                  </What>
                  <div className="flex items-center gap-2">
                    <StateBadge state={one.state} />
                    <WhyOf of={one} />
                  </div>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </Shown>
      {of.ownerUid === undefined && <MyRequests />}
    </>
  );
}

/** Why they may, or may not, as it is now. Of whoever is a member again, or none any more, only their request can be asked about. */
function WhyOf({ of: { id, asker, memberId, method, thing, membership, now } }: { of: RequestLine }) {
  const words = useTranslations("words");
  const of = useOf();
  const here = { serviceMethod: method, resourceType: thing.type, resourceId: thing.resourceId };
  return (
    <Why
      question={memberId === null || (membership && now) ? { requestId: id, ...of } : { memberId, ...here, ...of }}
      label={words("whyOf", { name: asker.name || asker.email })}
    />
  );
}

function What({
  of: { asker, method, membership, thing, note, answer },
  children,
}: {
  of: RequestLine;
  children?: ReactNode;
}) {
  const t = useTranslations("requests");
  const { nameOf } = useResourceWords();
  const who = asker.name || asker.email;
  return (
    <div className="min-w-0 flex-1 basis-72 text-table">
      <p className="font-medium">{membership ? t("lineBack", { who }) : t("line", { who, thing: nameOf(thing) })}</p>
      <p className="text-muted">
        <bdi>{asker.email}</bdi>
        {!membership && (
          <>
            {" "}
            · <code className="font-mono break-all">{method}</code>
          </>
        )}
      </p>
      {note && <p className="mt-1 max-w-prose break-words">{t("quoted", { text: note })}</p>}
      {answer && <p className="mt-1 max-w-prose break-words text-muted">{t("youSaid", { text: answer })}</p>}
      {children}
    </div>
  );
}
