"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useRead } from "@/components/reading";
import { changed, closeInAddress, openInAddress, setAddress, useAddress } from "@/components/ui/address";
import { askWhy } from "@/components/ui/ask-why";
import { buttonClass } from "@/components/ui/button";
import { Download } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { FilterChip, type FilterOf } from "@/components/ui/list/filter-chip";
import { Pager } from "@/components/ui/list/pager";
import { SearchField } from "@/components/ui/list/search-field";
import { useCount } from "@/components/ui/list/use-count";
import { useList } from "@/components/ui/list/use-list";
import { Empty } from "@/components/ui/page";
import { Segments } from "@/components/ui/segments";
import { Shown, useForced } from "@/components/ui/states";
import { useOf } from "@/components/words/acting";
import { packed } from "@/components/words/packed";
import { lettersOf } from "./cell-looks";
import { Legend } from "./legend";
import { MatrixGrid } from "./matrix-grid";
import { useAboveWords, useNamed } from "./matrix-words";
import { choicesKey, closedIn, readChoices } from "./places";
import {
  type AskedMatrix,
  COLUMNS,
  LISTED,
  type MatrixKind,
  matrixKey,
  PEOPLE,
  readMatrix,
  type Matrix as Table,
} from "./queries";

const PairPanel = later(async () => (await import("./pair-panel")).PairPanel);

/** People by environments or by threat models: in each cell the strongest role and how far it reaches. */
export function Matrix() {
  const ui = useTranslations("ui");
  const of = useOf();
  const address = useAddress();
  const list = useList({ sort: "name", filters: ["state", "group"], size: PEOPLE });
  const column = address.number("cols", 1);
  const [environment, setEnvironment] = useEnvironmentSearch();
  const above = address.get("above") === "models" ? "models" : "environments";
  const t = useAboveWords(above);
  const asked: AskedMatrix = {
    above,
    search: list.search.trim(),
    state: list.filters.state ?? [],
    group: closedIn(list.filters.group ?? [])[0] ?? "",
    environment: environment.trim(),
    row: list.start,
    column: (column - 1) * COLUMNS,
    of,
  };
  const read = useRead(matrixKey(asked), () => readMatrix(asked), { keep: true });
  const choices = useRead(choicesKey(of), () => readChoices(of));
  const forced = useForced();
  const data = useNamed(read.data);
  const letters = useMemo(() => lettersOf((data?.kinds ?? []).flatMap(({ roles }) => roles)), [data]);
  const people = data?.totalPeople ?? 0;
  const columns = data?.totalColumns ?? 0;
  const isNarrowed = list.narrowed || environment !== "";
  const isEmpty = data !== undefined && !isNarrowed && (people === 0 || columns === 0);
  useCount(data && t.count(people, columns));
  const { search: q, state, group, environment: env } = asked;
  const file = changed("", {
    above: above === "models" ? above : null,
    q,
    state,
    group: packed(group),
    env,
    of: of.ownerUid,
  });
  const filters = useFilters(choices.data?.groups ?? [], above);
  const pair = /^(\d{1,16})\.(.+)$/.exec(address.get("cell") ?? "");
  // Of a threat model the whole answer is the way to it.
  const onOpen = useCallback(
    ({ memberId, email, listed }: Table["people"][number], column: string, kind: MatrixKind | undefined) => {
      if (above === "environments") return openInAddress("cell", `${memberId}.${column}`);
      const serviceMethod = kind?.role === "writer" ? DRAWS : OPENS;
      const isByList = memberId === null || (listed !== null && kind?.level === "list");
      askWhy({ ...(isByList ? { listed: email } : { memberId }), threatModelId: column, serviceMethod, ...of });
    },
    [above, of],
  );
  const turn = (row: number, cell: number) => {
    list.go(1 + Math.floor(row / PEOPLE));
    const cols = 1 + Math.floor(cell / COLUMNS);
    setAddress({ cols: cols > 1 ? cols : null });
  };
  return (
    <section aria-label={t.label}>
      <div className="mb-3">
        <Segments
          label={t.above}
          value={above}
          choices={t.aboves}
          onChoose={(value) => {
            setEnvironment("");
            const state = asked.state.filter((one) => one !== LISTED);
            setAddress({ above: value === "models" ? value : null, state, env: null, cols: null, cell: null });
          }}
        />
      </div>
      {!isEmpty && forced !== "empty" && (
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <SearchField list={list} label={ui("search", { what: t.people })} />
          <SearchField list={{ typed: environment, type: setEnvironment }} label={ui("search", { what: t.columns })} />
          {filters.map((filter) => (
            <FilterChip
              key={filter.id}
              filter={filter}
              list={{
                ...list,
                filter: (id, values) => list.filter(id, id === "group" ? values.slice(-1) : values),
              }}
            />
          ))}
          {isNarrowed && (
            <button
              type="button"
              className="h-8 rounded-md px-2 text-table text-accent max-sm:h-10"
              onClick={() => {
                setEnvironment("");
                list.clear();
              }}
            >
              {ui("clear")}
            </button>
          )}
          <a className={buttonClass("plain", "ms-auto max-sm:ms-0")} href={`/environments/export${file}`} download>
            <Download size={16} aria-hidden /> {t.csv}
          </a>
        </div>
      )}
      <Shown of={read} what={t.what} isEmpty={isEmpty} empty={<Empty title={t.emptyTitle}>{t.emptySays}</Empty>}>
        {people === 0 || columns === 0 ? (
          <p className="border-y border-line py-8 text-table text-muted">{ui("nothingMatches")}</p>
        ) : (
          data && <MatrixGrid matrix={data} label={t.label} letters={letters} turn={turn} onOpen={onOpen} />
        )}
        {data && <Legend above={above} kinds={data.kinds} letters={letters} />}
        <Pager list={list} label={t.people} total={people} shown={data?.people.length} counts />
        <Pager
          list={{
            page: column,
            start: asked.column,
            size: COLUMNS,
            go: (to, how) => setAddress({ cols: to > 1 ? to : null }, how ?? "push"),
          }}
          label={t.columns}
          total={columns}
          shown={data?.columns.length}
        />
      </Shown>
      <PairPanel
        open={pair !== null}
        memberId={Number(pair?.[1] ?? 0)}
        appid={pair?.[2] ?? ""}
        onClose={() => closeInAddress("cell")}
      />
    </section>
  );
}

const OPENS = "threatmodel.model.GetThreatModel";
const DRAWS = "threatmodel.diagram.EditDiagram";

/** What is typed stands there at once, and in the address a little later. */
function useEnvironmentSearch() {
  const stands = useAddress().get("env") ?? "";
  const [typed, setTyped] = useState(stands);
  useEffect(() => {
    const timer = window.setTimeout(() => setAddress({ env: typed, cols: null }), 300);
    return () => window.clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped] as const;
}

function useFilters(groups: readonly string[], above: AskedMatrix["above"]): FilterOf[] {
  const t = useTranslations("environments");
  const words = useTranslations("words");
  return [
    {
      id: "state",
      word: t("filterState"),
      values: [
        { value: "ACTIVE", label: words("stateActive") },
        { value: "PENDING", label: words("statePending") },
        { value: "SUSPENDED", label: words("stateSuspended") },
        { value: "REJECTED", label: words("stateRejected") },
        { value: "LEFT", label: words("stateLeft") },
        ...(above === "models" ? [{ value: LISTED, label: t("stateListed") }] : []),
      ],
    },
    { id: "group", word: t("filterGroup"), values: groups.map((path) => ({ value: packed(path), label: path })) },
  ];
}
