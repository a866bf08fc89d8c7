"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { setAddress } from "@/components/ui/address";
import { Panel } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { Moment } from "@/components/words/day";
import { Lines } from "@/components/words/explanation";
import { doorWords, outcomeWords, shortOf } from "./columns";
import { OutcomeMark } from "./outcome-mark";
import type { JournalEntry, Said } from "./queries";

/** One entry: who did what through which door, why it was allowed or not, and what it was before and after. */
export function EntryPanel({ open, entry, onClose }: { open: boolean; entry: JournalEntry | null; onClose(): void }) {
  const t = useTranslations("journal");
  // What is closed keeps its words until it is gone.
  const [last, setLast] = useState(entry);
  if (entry && entry !== last) setLast(entry);
  const shown = entry ?? last;
  if (!shown) return null;
  return (
    <Panel
      open={open}
      onClose={onClose}
      title={shown.method === "*" ? t("manyMethods") : shortOf(shown.method)}
      says={<Moment at={shown.at} />}
      wide
    >
      <Section title={t("decision")}>
        <p className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-table">
          <OutcomeMark entry={shown} />
          {shown.result !== 0 && (
            <span className="text-muted">
              {t("resultOf", {
                result: shown.result,
                words: t(outcomeWords[shown.code as "forbidden"] ?? "outcomeRefused"),
              })}
            </span>
          )}
        </p>
        {shown.because && <p className="text-table break-words">{shown.because}</p>}
        {shown.way.some(({ text }) => text !== shown.because) && (
          <div className="mt-2">
            <Lines lines={shown.way} />
          </div>
        )}
        {shown.lost.some(({ text }) => !shown.way.some((step) => step.text === text)) && (
          <>
            <h3 className="mt-3 mb-1 text-table font-medium">{t("weighed")}</h3>
            <Lines lines={shown.lost} />
          </>
        )}
        {shown.way.length === 0 && shown.why.length > 0 && (
          <ol className="mt-2 list-decimal ps-5 text-table text-muted">
            {shown.why.map((step, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two steps can say the same
              <li key={n} className="break-words">
                {step}
              </li>
            ))}
          </ol>
        )}
        {shown.until && (
          <p className="mt-2 text-table text-muted">
            {t.rich("timesUntil", { n: shown.times, moment: () => <Moment at={shown.until!} /> })}
          </p>
        )}
      </Section>
      {shown.change && <Changes of={shown.change} />}
      <Section title={t("facts")}>
        <dl className="divide-y divide-line border-y border-line text-table">
          <Fact word={t("columnWho")} filter={["actor", String(shown.actor.uid)]}>
            {shown.byItself
              ? t("itself")
              : [shown.actor.name, shown.actor.email].filter(Boolean).join(" · ") ||
                t(shown.actor.uid === 0 ? "stranger" : "nobodyNow")}
          </Fact>
          <Fact word={t("filterDoor")} filter={["door", shown.door]}>
            {t(doorWords[shown.door])}
            {shown.token && ` ${shown.token.description} …${shown.token.last4}`}
          </Fact>
          {shown.method !== "*" && (
            <Fact word={t("filterMethod")} filter={["method", shown.method]}>
              {shown.method}
            </Fact>
          )}
          {shown.member && (
            <Fact word={t("filterMember")} filter={["member", String(shown.member.id)]}>
              {shown.member.email ? (
                <Link href={`/members/${shown.member.id}`} className="text-accent">
                  {shown.member.name}
                </Link>
              ) : (
                <>
                  <bdi>{shown.member.name || t("memberGone")}</bdi>{" "}
                  {shown.member.name && <span className="text-muted">{t("gone")}</span>}
                </>
              )}
            </Fact>
          )}
          {shown.resource && (
            <Fact word={t("filterResource")} filter={["resource", shown.resource]}>
              <Thing entry={shown} />
            </Fact>
          )}
          <Fact word={t("place")}>
            {t("placeOf", { seq: shown.seq })}{" "}
            <span className="block font-mono text-label text-muted">{shown.hash}</span>
          </Fact>
        </dl>
      </Section>
    </Panel>
  );
}

/** What it is called, with the way there while there is one; and its key, by which programs know it. */
function Thing({ entry: { resource, resourceName, resourceOpens, resourceGone } }: { entry: JournalEntry }) {
  const t = useTranslations("journal");
  const at = resource.indexOf(":");
  const id = resource.slice(at + 1);
  const page = resource.slice(0, at) === "DIAGRAM" ? "diagrams" : "threat-models";
  return (
    <>
      {resourceOpens ? (
        <Link href={`/${page}/${id}`} className="text-accent">
          <bdi>{resourceName}</bdi>
        </Link>
      ) : (
        <bdi>{resourceName}</bdi>
      )}
      {resourceGone && <span className="text-muted"> {t("gone")}</span>}
      {resourceName !== resource && <bdi className="block text-label text-muted">{resource}</bdi>}
    </>
  );
}

function Fact({ word, filter, children }: { word: string; filter?: [string, string]; children: ReactNode }) {
  const t = useTranslations("journal");
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
      <dt className="w-28 flex-none text-muted">{word}</dt>
      <dd className="min-w-0 flex-1 break-all">{children}</dd>
      {filter && (
        <dd>
          <button
            type="button"
            className="min-h-6 rounded-md text-label text-accent hover:underline"
            aria-label={t("onlyThisOf", { word })}
            onClick={() => setAddress({ [filter[0]]: filter[1], entry: null, before: null })}
          >
            {t("onlyThis")}
          </button>
        </dd>
      )}
    </div>
  );
}

/** Member by member, what it was and what it became. */
function Changes({ of: { what, how, lines } }: { of: NonNullable<JournalEntry["change"]> }) {
  const t = useTranslations("journal");
  return (
    <Section title={t("changes")}>
      <p className="mb-2 text-table break-words">
        <bdi>{what}</bdi> <span className="text-muted">{how}</span>
      </p>
      {lines.length > 0 && (
        <div className="relative">
          <table className="w-full border-collapse text-start text-table">
            <thead>
              <tr className="border-b border-line text-label text-muted">
                <th className="pe-4 text-start font-medium">{t("field")}</th>
                <th className="pe-4 text-start font-medium">{t("before")}</th>
                <th className="text-start font-medium">{t("after")}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ field, before, after, same }) => (
                <tr key={field} className="border-b border-line align-top">
                  <th scope="row" className="py-1.5 pe-4 text-start font-medium break-words">
                    <bdi>{field}</bdi>
                    {same > 0 && (
                      <span className="block text-label font-normal text-muted">{t("andSame", { n: same })}</span>
                    )}
                  </th>
                  <td className="py-1.5 pe-4 text-muted">
                    <Values of={before} />
                  </td>
                  <td className="py-1.5">
                    <Values of={after} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function Values({ of }: { of: readonly Said[] }) {
  if (of.length === 0) return "–";
  return of.map((one, n) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they never move
    <span key={n} className="block break-words">
      {"at" in one ? <Moment at={one.at} /> : <bdi>{one.text}</bdi>}
    </span>
  ));
}
