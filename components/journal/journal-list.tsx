"use client";

import { useTimeZone, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useRead } from "@/components/reading";
import { useAddress } from "@/components/ui/address";
import { announce } from "@/components/ui/announce";
import { Button, buttonClass } from "@/components/ui/button";
import { Activity, Download } from "@/components/ui/icons";
import { inputClass } from "@/components/ui/input-class";
import { later } from "@/components/ui/later";
import { FilterChip } from "@/components/ui/list/filter-chip";
import { Ledger } from "@/components/ui/list/ledger";
import { SearchField } from "@/components/ui/list/search-field";
import { useList } from "@/components/ui/list/use-list";
import { Empty, PageHead } from "@/components/ui/page";
import { Shown, StillReading, useForced } from "@/components/ui/states";
import { Wide } from "@/components/ui/table";
import { useOf } from "@/components/words/acting";
import { type Asked, beforeIn, filterNames } from "./asked";
import { useColumns, useFilters } from "./columns";
import { choicesKey, type JournalEntry, type JournalPage, journalPageKey, readChoices, readJournal } from "./queries";

const EntryPanel = later(async () => (await import("./entry-panel")).EntryPanel);

const keyOf = ({ seq }: JournalEntry) => String(seq);

/** What changed and what was refused, the newest first. While the tail is not live, what was on the page stays there. */
export function JournalList() {
  const t = useTranslations("journal");
  const ui = useTranslations("ui");
  const address = useAddress();
  const of = useOf();
  const forced = useForced();
  const list = useList({ sort: "at", filters: filterNames });
  const live = address.get("live") === "1";
  const [from, to] = [address.get("from") ?? "", address.get("to") ?? ""];
  const zone = useTimeZone() ?? "UTC";
  const asked: Asked = { text: list.search, filters: list.filters, from, to, zone, of };
  const older = live ? null : beforeIn(address.get("before"));
  const read = useRead(journalPageKey(asked, older), () => readJournal(asked, older), { keep: true });
  const choices = useRead(choicesKey(of), () => readChoices(of), { keep: true });
  const columns = useColumns();
  const filters = useFilters(choices.data, list.filters.resource?.[0] ?? "");
  const held = useHeld(read.data, live || older !== null);
  const rows = held.rows;
  const narrowed = list.narrowed || from !== "" || to !== "";
  const isEmpty = read.data !== undefined && rows.length === 0 && !narrowed && older === null;
  const open = rows.find((row) => keyOf(row) === address.get("entry"));
  const file = (format: string) => {
    const kept = new URLSearchParams({ format, ...(from || to ? { zone } : {}) });
    for (const name of ["q", "from", "to", "of", ...filterNames]) {
      const value = address.get(name);
      if (value) kept.set(name, value);
    }
    return `/journal/export?${kept}`;
  };
  return (
    <>
      <PageHead title={t("title")} says={t("says")} about="journal">
        <Button
          look={live ? "primary" : "plain"}
          aria-pressed={live}
          onClick={() => address.set({ live: live ? null : "1", before: null })}
        >
          <Activity size={16} aria-hidden /> {t("live")}
        </Button>
        <a className={buttonClass()} href={file("csv")} download>
          <Download size={16} aria-hidden /> {t("csv")}
        </a>
        <a className={buttonClass()} href={file("jsonl")} download>
          <Download size={16} aria-hidden /> {t("jsonl")}
        </a>
      </PageHead>
      <section aria-label={t("title")}>
        {!isEmpty && forced !== "empty" && (
          <div className="mb-3 flex flex-wrap items-center gap-2">
            <SearchField list={list} label={ui("search", { what: t("what") })} />
            {filters.map((filter) => (
              <FilterChip key={filter.id} filter={filter} list={list} />
            ))}
            <span className="flex flex-wrap items-center gap-2">
              {(["from", "to"] as const).map((name) => (
                <label key={name} className="flex items-center gap-1.5 text-table text-muted">
                  {t(name)}
                  <input
                    type="date"
                    className={`${inputClass} w-36!`}
                    value={name === "from" ? from : to}
                    aria-describedby="journal-zone"
                    onChange={(event) => address.set({ [name]: event.target.value, before: null })}
                  />
                </label>
              ))}
              <span id="journal-zone" className="text-table text-muted">
                {t("zone", { zone: zone.replaceAll("_", " ") })}
              </span>
            </span>
            {narrowed && (
              <button
                type="button"
                className="h-8 rounded-md px-2 text-table text-accent max-sm:h-10"
                onClick={() => {
                  list.clear();
                  address.set({ from: null, to: null, before: null });
                }}
              >
                {ui("clear")}
              </button>
            )}
            <StillReading of={read} what={t("what")} />
          </div>
        )}
        <Shown
          of={read}
          what={t("what")}
          isEmpty={isEmpty}
          empty={<Empty title={t("emptyTitle")}>{t("emptySays")}</Empty>}
        >
          {held.fresh > 0 && (
            <button type="button" className={buttonClass("quiet", "mb-2 text-accent")} onClick={held.show}>
              {t("fresh", { n: held.fresh })}
            </button>
          )}
          <Wide>
            <Ledger
              list={list}
              id="journal"
              label={t("title")}
              what={t("what")}
              of={read}
              rows={rows}
              total={-2}
              keys={rows.map(keyOf)}
              pages={1}
              keyOf={keyOf}
              nameOf={({ method }) => method}
              columns={columns}
              leadsTo={(row) => ["entry", keyOf(row)]}
              empty={null}
            />
          </Wide>
          {rows.length === 0 && (
            <p className="border-b border-line py-8 text-table text-muted">{ui("nothingMatches")}</p>
          )}
          <nav aria-label={ui("pagesOf", { label: t("title") })} className="flex min-h-10 items-center gap-2 pt-2">
            {older !== null && (
              <button type="button" className={buttonClass()} onClick={() => address.set({ before: null }, "push")}>
                {t("newest")}
              </button>
            )}
            {read.data?.next && !live && (
              <button
                type="button"
                className={buttonClass()}
                onClick={() => address.set({ before: String(read.data!.next) }, "push")}
              >
                {t("older")}
              </button>
            )}
          </nav>
        </Shown>
      </section>
      <EntryPanel open={open !== undefined} entry={open ?? null} onClose={() => address.close("entry")} />
    </>
  );
}

/** The rows as they were when they were asked for, until somebody wants the new ones; or always the newest, and it is told. */
function useHeld(page: JournalPage | undefined, flows: boolean) {
  const t = useTranslations("journal");
  const [held, hold] = useState(page);
  if (page && page !== held && (flows || page.asked !== held?.asked || held.entries.length === 0)) hold(page);
  const rows = held?.entries ?? [];
  const top = rows[0]?.seq ?? 0;
  const told = useRef({ asked: held?.asked, top });
  useEffect(() => {
    const n = rows.filter(({ seq }) => seq > told.current.top).length;
    if (told.current.asked === held?.asked && n > 0) announce(t("heard", { n }));
    told.current = { asked: held?.asked, top };
  }, [held, rows, top, t]);
  const fresh = page?.asked === held?.asked ? (page?.entries.filter(({ seq }) => seq > top).length ?? 0) : 0;
  return { rows, fresh, show: () => hold(page) };
}
