"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useRead } from "@/components/reading";
import { changed, useAddress } from "@/components/ui/address";
import { announce } from "@/components/ui/announce";
import { askWhy } from "@/components/ui/ask-why";
import { buttonClass } from "@/components/ui/button";
import { useCommands } from "@/components/ui/commands";
import { Download, ListChecks, Pencil, Undo2 } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Link } from "@/components/ui/link";
import { ListFrame } from "@/components/ui/list/list-frame";
import { useList } from "@/components/ui/list/use-list";
import { PageHead } from "@/components/ui/page";
import { Refusable } from "@/components/ui/refusable";
import { useTell } from "@/components/ui/toast";
import { useOf, useOnlyOwner, useWhyNot } from "@/components/words/acting";
import { Day } from "@/components/words/day";
import { type Decision, decisions } from "@/lib/domain/review";
import { AllMenu } from "./all-menu";
import { type Asked, filterNames, PAGE_SIZE } from "./asked";
import { useColumns, useFilters } from "./columns";
import { countsNow } from "./counts";
import { OnlyOwnerTakes, TAKES } from "./only-owner";
import { Progress } from "./progress";
import { type ReviewHead, type ReviewLine, readReviewPage, reviewPageKey } from "./queries";
import { useDeciding } from "./use-deciding";
import { decisionLooks, useReviewWords } from "./words";

const FinishReview = later(async () => (await import("./finish-review")).FinishReview);
const NoteForm = later(async () => (await import("./note-form")).NoteForm);
const DecideAll = later(async () => (await import("./decide-all")).DecideAll);
const DecideMany = later(async () => (await import("./decide-many")).DecideMany);

const keyOf = ({ n }: ReviewLine) => String(n);
const leadsTo = ({ memberId }: ReviewLine) => `/members/${memberId}`;

/** An open review: a line for each grant, decided with one key each; nothing is taken before it is finished. */
export function OpenReview({ review: { id, startedAt, startedBy } }: { review: ReviewHead }) {
  const t = useTranslations("review");
  const of = useOf();
  const onlyOwner = useOnlyOwner();
  const whyNot = useWhyNot();
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
  const [noting, note] = useState<readonly ReviewLine[]>([]);
  const [allAs, decideAll] = useState<Decision | null>(null);
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
  /** The row the keyboard is on, and its line. Where it is on none, it goes to the first that is undecided. */
  const here = (): { row: HTMLElement; line: ReviewLine } | null => {
    const row = rowOf(active.current);
    const line = rows.find((one) => keyOf(one) === row?.dataset.row);
    if (row && line) return { row, line };
    const next = rows.find((one) => nowOf(one) === null) ?? rows[0];
    rowOf(next ? keyOf(next) : null)?.focus();
    announce(next ? t("nowOn", { line: lineOf(next) }) : t("nothingHere"));
    return null;
  };
  const chosen = () => rows.filter((line) => list.chosen.has(keyOf(line)));
  /** The chosen lines, else the one the keyboard is on. */
  const byKey = (decision: Decision) => {
    const many = chosen();
    if (many.length > 0) {
      decide(many, decision);
      list.choose([...list.chosen].filter((key) => !many.some((line) => keyOf(line) === key)));
      return;
    }
    const at = here();
    if (!at || !decide([at.line], decision)) return;
    const after = at.row.nextElementSibling;
    if (after instanceof HTMLElement) after.focus();
    else at.row.focus();
  };
  const noteOn = (lines: readonly ReviewLine[]) => {
    const others = lines.filter(({ self }) => !self);
    if (others.length > 0) note(others);
    else if (lines.length > 0) tell(t("self"));
  };
  const noteByKey = () => {
    const many = chosen();
    noteOn(many.length > 0 ? many : [here()?.line ?? []].flat());
  };
  const undo = () => {
    const [first] = deciding.undo();
    if (first) (rowOf(keyOf(first)) ?? rowOf(active.current))?.focus();
  };
  // Known before the end: who may not take something away learns it where they mark it.
  const cannot = counts.removing > 0 ? onlyOwner : undefined;
  const asking = cannot && whyNot(TAKES);
  const tryFinish = () => (asking ? askWhy(asking) : finish(true));
  useCommands([
    ...decisions.map((one) => {
      const { word, key, icon } = decisionLooks[one];
      return { id: `review ${one}`, word: t("keyOf", { word: t(word) }), keys: key, icon, run: () => byKey(one) };
    }),
    { id: "review note", word: t("note"), keys: "n", icon: Pencil, run: noteByKey },
    { id: "review undo", word: t("undo"), keys: "z", icon: Undo2, run: undo },
    { id: "review finish", word: t("finish"), keys: "f", icon: ListChecks, run: tryFinish },
  ]);
  const columns = useColumns(
    nowOf,
    (line, decision) => decide([line], decision),
    (line) => noteOn([line]),
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
        <Refusable look="primary" refused={cannot} why={whyNot(TAKES)} onClick={tryFinish}>
          <ListChecks size={16} aria-hidden /> {t("finish")}
        </Refusable>
      </PageHead>
      <OnlyOwnerTakes />
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
          aside={total > PAGE_SIZE || list.narrowed ? <AllMenu total={total} onPick={decideAll} /> : undefined}
          bulk={(chosen) => <DecideMany {...chosen} onDecide={decide} />}
          empty={null}
        />
      </div>
      <NoteForm open={noting.length > 0} id={id} lines={noting} onClose={() => note([])} />
      <DecideAll
        open={allAs !== null}
        decision={allAs}
        {...{ total, asked, waits: deciding.busy }}
        onClose={() => decideAll(null)}
        onDone={deciding.forgetSteps}
      />
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
