"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useRead } from "@/components/reading";
import { changed, useAddress } from "@/components/ui/address";
import { announce } from "@/components/ui/announce";
import { buttonClass } from "@/components/ui/button";
import { useCommands } from "@/components/ui/commands";
import { Download, ListChecks, Undo2 } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Link } from "@/components/ui/link";
import { ListFrame } from "@/components/ui/list/list-frame";
import { useList } from "@/components/ui/list/use-list";
import { PageHead } from "@/components/ui/page";
import { Refusable } from "@/components/ui/refusable";
import { useTell } from "@/components/ui/toast";
import { useOf, useOnlyOwner } from "@/components/words/acting";
import { Day } from "@/components/words/day";
import { type Decision, decisions } from "@/lib/domain/review";
import { type Asked, filterNames, PAGE_SIZE } from "./asked";
import { useColumns, useFilters } from "./columns";
import { Progress } from "./progress";
import { type ReviewHead, type ReviewLine, readReviewPage, reviewPageKey } from "./queries";
import { useDeciding } from "./use-deciding";
import { decisionLooks, useReviewWords } from "./words";

const FinishReview = later(async () => (await import("./finish-review")).FinishReview);
const DecideMany = later(async () => (await import("./decide-many")).DecideMany);

const keyOf = ({ n }: ReviewLine) => String(n);
const leadsTo = ({ memberId }: ReviewLine) => `/members/${memberId}`;

/** An open review: a line for each grant, decided with one key each; nothing is taken before it is finished. */
export function OpenReview({ review: { id, startedAt, startedBy } }: { review: ReviewHead }) {
  const t = useTranslations("review");
  const of = useOf();
  const onlyOwner = useOnlyOwner();
  const address = useAddress();
  const tell = useTell();
  const router = useRouter();
  const { lineOf, scopeOf } = useReviewWords();
  const list = useList({ sort: "person", filters: filterNames, size: PAGE_SIZE });
  const asked: Asked = { id, search: list.search, filters: list.filters, sort: list.sort, start: list.start, of };
  const read = useRead(reviewPageKey(asked), () => readReviewPage(asked), { keep: true });
  const { lines: rows = [], total = 0 } = read.data ?? {};
  const review = read.data!.review;
  const deciding = useDeciding(id);
  const { nowOf } = deciding;
  const counts = countsNow(review, rows, nowOf);
  const frame = useRef<HTMLDivElement>(null);
  const active = useRef<string | null>(null);
  const [finishing, finish] = useState(false);
  const { endedAt } = review;
  // Whoever ended it: from then on the page is its report.
  useEffect(() => {
    if (endedAt !== null) router.refresh();
  }, [endedAt, router]);

  const rowOf = (key: string | null) => frame.current?.querySelector<HTMLElement>(`[data-row="${key}"]`) ?? null;
  const decide = (lines: readonly ReviewLine[], decision: Decision): boolean => {
    const [own, others] = [lines.filter(({ self }) => self), lines.filter(({ self }) => !self)];
    const inTeam = decision === "remove" ? others.filter(({ team }) => team !== null) : [];
    const done = others.filter((line) => !inTeam.includes(line));
    deciding.decide(done, decision);
    if (own.length > 0) tell(t("self"));
    if (inTeam.length > 0) {
      const { collaborationId, team } = inTeam[0]!;
      // Teams are the owner's own page.
      const act = { word: t("openTeam"), run: () => router.push(`/teams?team=${collaborationId}`) };
      tell(t("teamTitle", { n: inTeam.length }), t("teamSays", { team: team! }), onlyOwner ? {} : { act });
    }
    return done.length > 0;
  };
  /** The chosen lines, else the one the keyboard is on. Where it is on none, it goes to the first that is undecided. */
  const byKey = (decision: Decision) => {
    const chosen = rows.filter((line) => list.chosen.has(keyOf(line)));
    if (chosen.length > 0) {
      decide(chosen, decision);
      list.choose([]);
      return;
    }
    const row = rowOf(active.current);
    const line = rows.find((one) => keyOf(one) === row?.dataset.row);
    if (!row || !line) {
      const next = rows.find((one) => nowOf(one) === null) ?? rows[0];
      rowOf(next ? keyOf(next) : null)?.focus();
      announce(next ? t("nowOn", { line: lineOf(next) }) : t("nothingHere"));
      return;
    }
    if (!decide([line], decision)) return;
    const after = row.nextElementSibling;
    if (after instanceof HTMLElement) after.focus();
    else row.focus();
  };
  const undo = () => {
    const [first] = deciding.undo();
    if (first) (rowOf(keyOf(first)) ?? rowOf(active.current))?.focus();
  };
  const tryFinish = () => finish(true);
  useCommands([
    ...decisions.map((one) => {
      const { word, key, icon } = decisionLooks[one];
      return { id: `review ${one}`, word: t("keyOf", { word: t(word) }), keys: key, icon, run: () => byKey(one) };
    }),
    { id: "review undo", word: t("undo"), keys: "z", icon: Undo2, run: undo },
    { id: "review finish", word: t("finish"), keys: "f", icon: ListChecks, run: tryFinish },
  ]);
  const columns = useColumns(
    nowOf,
    (line, decision) => decide([line], decision),
    rows.some(({ until }) => until !== null),
  );
  const filters = useFilters();
  const file = changed("", wished(address.get));
  return (
    <>
      <PageHead
        title={t("reviewTitle", { scope: scopeOf(review) })}
        says={
          <>
            {t.rich("begun", { by: startedBy, day: () => <Day at={startedAt} /> })}{" "}
            <span className="max-sm:hidden">{t("keysSay")}</span>
          </>
        }
      >
        <Link href="/review" className="self-center text-accent">
          {t("all")}
        </Link>
        <a className={buttonClass()} href={`/review/${id}/export${file}`} download>
          <Download size={16} aria-hidden /> {t("csv")}
        </a>
        <Refusable look="primary" refused={counts.removing > 0 ? onlyOwner : undefined} onClick={tryFinish}>
          <ListChecks size={16} aria-hidden /> {t("finish")}
        </Refusable>
      </PageHead>
      <Progress review={{ ...review, ...counts }} last={deciding.last} onUndo={undo} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it notes where the keyboard is */}
      <div
        ref={frame}
        onFocus={({ target }) => {
          active.current = target.closest<HTMLElement>("[data-row]")?.dataset.row ?? active.current;
        }}
      >
        <ListFrame<ReviewLine>
          list={list}
          id="review"
          label={t("lines")}
          what={t("what")}
          of={read}
          rows={rows}
          total={total}
          keyOf={keyOf}
          nameOf={lineOf}
          columns={columns}
          leadsTo={leadsTo}
          filters={filters}
          bulk={(chosen) => <DecideMany {...chosen} onDecide={decide} />}
          empty={null}
        />
      </div>
      <FinishReview
        open={finishing}
        onClose={() => finish(false)}
        review={{ ...review, ...counts }}
        waits={deciding.busy}
      />
    </>
  );
}

/** What the address asks for, as the file takes it. */
const wished = (get: (name: string) => string | null) =>
  Object.fromEntries(["q", "sort", "of", ...filterNames].map((name) => [name, get(name)]));

/** With what was said here and the house has not counted yet. */
function countsNow(
  review: ReviewHead,
  rows: readonly ReviewLine[],
  nowOf: (line: ReviewLine) => Decision | null,
): Pick<ReviewHead, "decided" | "kept" | "removing" | "skipped"> {
  const more = (decision: Decision) =>
    rows.filter((line) => nowOf(line) === decision).length - rows.filter((line) => line.decision === decision).length;
  const [kept, removing, skipped] = [
    review.kept + more("keep"),
    review.removing + more("remove"),
    review.skipped + more("skip"),
  ];
  return { decided: kept + removing + skipped, kept, removing, skipped };
}
