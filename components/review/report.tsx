"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { flushSync } from "react-dom";
import { useRead } from "@/components/reading";
import { setAddress, useAddress } from "@/components/ui/address";
import { Button, buttonClass } from "@/components/ui/button";
import { Download } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Pager } from "@/components/ui/list/pager";
import { PageHead } from "@/components/ui/page";
import { useTell } from "@/components/ui/toast";
import { useNo } from "@/components/use-act";
import { useOf } from "@/components/words/acting";
import { Day, Moment } from "@/components/words/day";
import { PAGE_SIZE } from "./asked";
import { Grant, LastUse, Person } from "./columns";
import { DecisionMark, SuggestionMark } from "./marks";
import { MOST_PRINTED, type ReviewHead, type ReviewLine, readReport, reportKey } from "./queries";
import { useReviewWords } from "./words";

const cell = "border-b border-line py-2 pe-4 align-top last:pe-0 max-sm:border-0 max-sm:p-0 max-sm:pt-1 print:pe-2";
const head = "h-8 border-b border-line pe-4 text-start text-label font-medium text-muted last:pe-0";

/** A review that has ended: who decided what, when and why, and what became of it. Made to be printed, all of it at once. */
export function Report({ review }: { review: ReviewHead }) {
  const t = useTranslations("review");
  const { scopeOf } = useReviewWords();
  const { part, start, total, lines, pending, print } = useLines(review.id);
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
        <Button look="primary" pending={pending} onClick={() => void print()}>
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
      <div className="print:hidden">
        <Pager
          list={{ page: part, start, size: PAGE_SIZE, go: (to) => setAddress({ part: to > 1 ? to : null }, "push") }}
          label={t("lines")}
          total={total}
          shown={lines.length}
        />
      </div>
      {total > lines.length && (
        <p className="hidden py-4 text-table text-muted print:block">{t("reportMore", { n: total - lines.length })}</p>
      )}
    </>
  );
}

/** The lines of one page of the report; while it is printed those of all. */
function useLines(id: number) {
  const t = useTranslations("review");
  const of = useOf();
  const tell = useTell();
  const no = useNo();
  const part = useAddress().number("part", 1);
  const start = (part - 1) * PAGE_SIZE;
  const { data } = useRead(reportKey(id, start), () => readReport(id, of, start), { keep: true });
  const { lines = [], total = 0 } = data ?? {};
  const [printed, show] = useState<readonly ReviewLine[] | null>(null);
  const [pending, wait] = useState(false);
  const print = async () => {
    if (total > lines.length) {
      wait(true);
      try {
        const all = await readReport(id, of, 0, MOST_PRINTED);
        // What is printed is what stands there now.
        flushSync(() => show(all.lines));
      } catch (error) {
        return tell(t("notPrinted"), no(error)?.message);
      } finally {
        wait(false);
      }
    }
    window.addEventListener("afterprint", () => show(null), { once: true });
    window.print();
  };
  return { part, start, total, lines: printed ?? lines, pending, print };
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
