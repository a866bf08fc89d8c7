"use client";

import { useTranslations } from "next-intl";
import { modelsKey, readModels } from "@/components/drawings/queries";
import { useRead } from "@/components/reading";
import { ImportModel } from "@/components/threats/import-model";
import { useAddress } from "@/components/ui/address";
import { Button } from "@/components/ui/button";
import { useCommands } from "@/components/ui/commands";
import { Plus } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { FilterChip, type FilterOf } from "@/components/ui/list/filter-chip";
import { Pager, pagesOf } from "@/components/ui/list/pager";
import { SearchField } from "@/components/ui/list/search-field";
import { useCount } from "@/components/ui/list/use-count";
import { useList } from "@/components/ui/list/use-list";
import { Empty, PageHead } from "@/components/ui/page";
import { Segments } from "@/components/ui/segments";
import { Shown, StillReading, useForced } from "@/components/ui/states";
import { ask, askIn } from "./asks";
import { ModelSection } from "./model-section";
import { MODELS, plainly } from "./queries";

const ModelPanel = later(async () => (await import("./model-panel")).ModelPanel);
const ModelForms = later(async () => (await import("./model-forms")).ModelForms);

/** Every threat model one has a role on, with pictures of its diagrams and who is in them. */
export function ModelList() {
  const t = useTranslations("threatModels");
  const ui = useTranslations("ui");
  const address = useAddress();
  const list = useList({ sort: "-changed", filters: ["whose", "now"], size: MODELS });
  const sort = list.sort.id === "name" ? "name" : "changed";
  const asked = plainly({
    search: list.search.trim(),
    whose: list.filters.whose?.[0] ?? "",
    now: list.filters.now?.[0] ?? "",
    sort,
    start: list.start,
  });
  const read = useRead(modelsKey(asked), () => readModels(asked), { keep: true });
  const forced = useForced();
  const filters = useFilters();
  const total = read.data?.total ?? 0;
  const pages = pagesOf(total, list);
  const isEmpty = read.data?.all === 0;
  const open = address.get("model");
  const question = askIn(address.get("ask"));
  useCount(read.data && ui("rowsOf", { total, page: list.page, pages }));
  useCommands([{ id: "model", word: t("make"), keys: "c", icon: Plus, run: () => ask("make") }]);
  const make = (
    <Button look="primary" onClick={() => ask("make")}>
      <Plus size={16} aria-hidden /> {t("make")}
    </Button>
  );
  return (
    <>
      <PageHead title={t("title")} says={t("says")} about="threat-models">
        <ImportModel />
        {!isEmpty && make}
      </PageHead>
      <section aria-label={t("title")}>
        {!isEmpty && forced !== "empty" && (
          <div className="mb-5 flex flex-wrap items-center gap-2">
            <SearchField list={list} label={ui("search", { what: t("what") })} />
            {filters.map((filter) => (
              <FilterChip key={filter.id} filter={filter} list={list} />
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
            <StillReading of={read} what={t("what")} />
            <span className="ms-auto max-sm:ms-0">
              <Segments
                label={t("order")}
                value={sort}
                choices={[
                  { value: "changed", word: t("byChange") },
                  { value: "name", word: t("byName") },
                ]}
                onChoose={(id) => list.sortBy({ id, down: id === "changed" })}
              />
            </span>
          </div>
        )}
        <Shown
          of={read}
          what={t("what")}
          rows={4}
          isEmpty={isEmpty}
          empty={
            <Empty title={t("emptyTitle")} action={make}>
              {t("emptySays")}
            </Empty>
          }
        >
          {read.data?.models.map((model) => (
            <ModelSection key={model.id} model={model} />
          ))}
          {total === 0 && <p className="border-y border-line py-8 text-table text-muted">{ui("nothingMatches")}</p>}
          <Pager list={list} label={t("title")} total={total} shown={read.data?.models.length} counts />
        </Shown>
      </section>
      <ModelPanel open={open !== null} id={open} asked={question} />
      <ModelForms open={question !== null && open === null} asked={question} />
    </>
  );
}

function useFilters(): FilterOf[] {
  const t = useTranslations("threatModels");
  return [
    {
      id: "whose",
      word: t("filterWhose"),
      one: true,
      values: [
        { value: "mine", label: t("whoseMine") },
        { value: "others", label: t("whoseOthers") },
      ],
    },
    {
      id: "now",
      word: t("filterNow"),
      one: true,
      values: [
        { value: "live", label: t("nowLive") },
        { value: "quiet", label: t("nowQuiet") },
      ],
    },
  ];
}
