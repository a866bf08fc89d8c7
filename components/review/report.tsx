"use client";

import { useTranslations } from "next-intl";
import { Button, buttonClass } from "@/components/ui/button";
import { Download } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { PageHead } from "@/components/ui/page";
import { useOf } from "@/components/words/acting";
import { Day, Moment } from "@/components/words/day";
import { Grant, LastUse, Person } from "./columns";
import { DecisionMark, SuggestionMark } from "./marks";
import type { ReviewLine, ReviewPage } from "./queries";
import { useReviewWords } from "./words";

const cell = "border-b border-line py-2 pe-4 align-top last:pe-0 max-sm:border-0 max-sm:p-0 max-sm:pt-1 print:pe-2";
const head = "h-8 border-b border-line pe-4 text-start text-label font-medium text-muted last:pe-0";

/** A review that has ended: who decided what, when and why, and what became of it. Made to be printed. */
export function Report({ page: { review, total, lines } }: { page: ReviewPage }) {
  const t = useTranslations("review");
  const { scopeOf } = useReviewWords();
  const { ownerUid } = useOf();
  const { id, startedAt, startedBy, endedAt, endedBy, kept, removing, skipped, decided } = review;
  const words = [
    t("columnPerson"),
    t("columnGrant"),
    t("columnUse"),
    t("columnSuggestion"),
    t("columnDecision"),
    t("columnBy"),
  ];
  return (
    <>
      <PageHead
        title={t("reportTitle", { scope: scopeOf(review) })}
        says={t.rich("reportSays", {
          by: startedBy,
          ended: endedBy,
          begun: () => <Day at={startedAt} />,
          until: () => <Moment at={endedAt!} />,
        })}
      >
        <Link href="/review" className="self-center text-accent print:hidden">
          {t("all")}
        </Link>
        <a
          className={buttonClass("plain", "print:hidden")}
          href={`/review/${id}/export${ownerUid === undefined ? "" : `?of=${ownerUid}`}`}
          download
        >
          <Download size={16} aria-hidden /> {t("csv")}
        </a>
        <Button look="primary" onClick={() => window.print()}>
          {t("print")}
        </Button>
      </PageHead>
      <p className="mb-4 font-medium">
        {t("reportSum", { lines: review.lines, kept, removing, skipped, undecided: review.lines - decided })}
      </p>
      <table aria-label={t("lines")} className="w-full border-collapse text-start text-table max-sm:block print:table">
        <thead className="max-sm:sr-only print:table-header-group">
          <tr>
            {words.map((word) => (
              <th key={word} scope="col" className={head}>
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {lines.map((line) => (
            <ReportRow key={line.n} line={line} />
          ))}
        </tbody>
      </table>
      {total > lines.length && (
        <p className="py-4 text-table text-muted">{t("reportMore", { n: total - lines.length })}</p>
      )}
    </>
  );
}

function ReportRow({ line }: { line: ReviewLine }) {
  const { reasonOf } = useReviewWords();
  const { decidedBy, decidedAt, why } = line;
  return (
    <tr className="break-inside-avoid max-sm:block max-sm:border-b max-sm:border-line max-sm:py-2 print:table-row">
      <th scope="row" className={`${cell} text-start max-sm:block`}>
        <Person line={line} />
      </th>
      <td className={`${cell} max-sm:block`}>
        <Grant line={line} />
      </td>
      <td className={`${cell} max-sm:hidden print:table-cell`}>
        <LastUse line={line} />
      </td>
      <td className={`${cell} max-sm:block`}>
        <div className="max-sm:hidden">
          <SuggestionMark line={line} />
        </div>
        <span className="text-label text-muted sm:hidden">{reasonOf(line)}</span>
      </td>
      <td className={`${cell} max-sm:block`}>
        <DecisionMark line={line} />
        {why && <span className="block max-w-64 text-label break-words">{why}</span>}
      </td>
      <td className={`${cell} max-sm:block`}>
        <bdi>{decidedBy}</bdi>
        <span className="block text-label text-muted">{decidedAt && <Moment at={decidedAt} />}</span>
      </td>
    </tr>
  );
}
