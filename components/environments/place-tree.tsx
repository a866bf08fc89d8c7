"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type DrawingLine, modelsKey, onEnvironments, readModels } from "@/components/drawings/queries";
import { useRead } from "@/components/reading";
import { setAddress, useAddress } from "@/components/ui/address";
import { Container, Folder, Plus, User, Users } from "@/components/ui/icons";
import { FilterChip, type FilterOf } from "@/components/ui/list/filter-chip";
import { Pager, pagesOf } from "@/components/ui/list/pager";
import { SearchField } from "@/components/ui/list/search-field";
import { useCount } from "@/components/ui/list/use-count";
import { useList } from "@/components/ui/list/use-list";
import { Empty } from "@/components/ui/page";
import { Refusable } from "@/components/ui/refusable";
import { Shown, useForced } from "@/components/ui/states";
import { Wide } from "@/components/ui/table";
import { useOf } from "@/components/words/acting";
import type { Of } from "@/components/words/of";
import { packed } from "@/components/words/packed";
import { ask } from "./asks";
import { choicesKey, closedIn, LINES, placesKey, readChoices, readPlaces } from "./places";
import type { PlaceLine } from "./queries";
import { TreeGrid } from "./tree-grid";
import { useMakes } from "./use-may";

/** Environments by group, with who has access to each and at which level. */
export function PlaceTree() {
  const t = useTranslations("environments");
  const ui = useTranslations("ui");
  const address = useAddress();
  const of = useOf();
  const { make } = useMakes();
  const list = useList({ sort: "name", filters: ["kind", "access", "with"], size: LINES });
  const packedPaths = address.list("closed");
  const closed = closedIn(packedPaths);
  const asked = {
    search: list.search.trim(),
    kind: list.filters.kind?.[0] ?? "",
    access: list.filters.access?.[0] ?? "",
    with: list.filters.with?.[0] ?? "",
    closed,
    start: list.start,
    of,
  };
  const read = useRead(placesKey(asked), () => readPlaces(asked), { keep: true });
  const drawn = useDrawn(of);
  const choices = useRead(choicesKey(of), () => readChoices(of));
  const forced = useForced();
  const filters = useFilters(choices.data?.partners ?? []);
  const total = read.data?.total ?? 0;
  const pages = pagesOf(total, list);
  const isEmpty = read.data !== undefined && read.data.environments + read.data.groups === 0;
  const lines = useMemo(() => withoutClosed(read.data?.lines ?? [], packedPaths), [read.data, packedPaths]);
  useCount(read.data && ui("rowsOf", { total, page: list.page, pages }));

  const toggle = (path: string, open: boolean) => {
    const others = closed.filter((one) => one !== path);
    setAddress({ closed: (open ? others : [...others, path]).map(packed), ...(open ? {} : { page: null }) });
  };
  const empty = (
    <Empty
      title={t("emptyTitle")}
      action={
        <Refusable look="primary" refused={make?.refused} why={make?.why} onClick={() => ask("environment")}>
          <Plus size={16} aria-hidden /> {t("make")}
        </Refusable>
      }
    >
      {t("emptySays")}
    </Empty>
  );
  return (
    <section aria-label={t("title")}>
      {!isEmpty && forced !== "empty" && (
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <SearchField list={list} label={ui("search", { what: t("what") })} />
          {filters.map((filter) => (
            <FilterChip
              key={filter.id}
              filter={filter}
              list={{ ...list, filter: (id, values) => list.filter(id, values.slice(-1)) }}
            />
          ))}
          {list.narrowed && (
            <button
              type="button"
              className="h-8 rounded-md px-2 text-table text-accent max-sm:h-10"
              onClick={list.clear}
            >
              {ui("clear")}
            </button>
          )}
        </div>
      )}
      <Shown of={read} what={t("what")} isEmpty={isEmpty} empty={empty}>
        <Wide>
          <TreeGrid
            label={t("title")}
            lines={lines}
            list={list}
            total={total}
            pages={pages}
            drawn={drawn}
            onToggle={toggle}
          />
        </Wide>
        {total === 0 && <p className="border-b border-line py-8 text-table text-muted">{ui("nothingMatches")}</p>}
        <Pager list={list} label={t("title")} total={total} shown={read.data?.lines.length} counts />
      </Shown>
    </section>
  );
}

/** The diagrams about each environment, by its appid. */
function useDrawn({ ownerUid }: Of): ReadonlyMap<string, DrawingLine[]> {
  const asked = onEnvironments(ownerUid);
  const { data } = useRead(modelsKey(asked), () => readModels(asked));
  return useMemo(() => {
    const drawn = new Map<string, DrawingLine[]>();
    for (const { environment, diagrams } of data?.models ?? []) {
      if (environment) drawn.set(environment.appid, [...(drawn.get(environment.appid) ?? []), ...diagrams]);
    }
    return drawn;
  }, [data]);
}

/** What was closed a moment ago goes at once; the list that is on its way will say the same. */
function withoutClosed(lines: readonly PlaceLine[], packedPaths: readonly string[]): PlaceLine[] {
  const closed = new Set(closedIn(packedPaths));
  const isHidden = (under: string | null): boolean =>
    under !== null && [...closed].some((path) => under === path || under.startsWith(`${path}/`));
  return lines
    .filter((line) => !isHidden(line.under))
    .map((line) => (line.open && closed.has(line.resourceId) ? { ...line, open: false } : line));
}

function useFilters(partners: readonly { id: number; name: string }[]): FilterOf[] {
  const t = useTranslations("environments");
  return [
    {
      id: "kind",
      word: t("filterKind"),
      values: [
        { value: "ENV", label: t("kindEnvironments"), icon: Container },
        { value: "ENV_GROUP", label: t("kindGroups"), icon: Folder },
      ],
    },
    {
      id: "access",
      word: t("filterAccess"),
      values: [
        { value: "shared", label: t("accessShared"), icon: Users },
        { value: "unshared", label: t("accessUnshared"), icon: User },
      ],
    },
    {
      id: "with",
      word: t("filterWith"),
      values: partners.map(({ id, name }) => ({ value: String(id), label: name })),
    },
  ];
}
