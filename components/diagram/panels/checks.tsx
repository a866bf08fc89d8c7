"use client";

import { useTranslations } from "next-intl";
import { useDeferredValue, useMemo } from "react";
import { type Finding, findingsIn, RULES, type Rule } from "@/lib/domain/diagram/grammar";
import { CircleCheck } from "../../ui/icons";
import type { Room } from "../room";
import { useRoomState } from "../use-room-state";
import type { View } from "../view";
import { aroundNow, useNames } from "./seen";

const RULE = {
  "dangling-flow": ["ruleDangling", "ruleDanglingSays"],
  "store-to-store": ["ruleStores", "ruleStoresSays"],
  "actor-and-store": ["ruleActorStore", "ruleActorStoreSays"],
  "actor-to-actor": ["ruleActors", "ruleActorsSays"],
  "flow-to-no-element": ["ruleNoElement", "ruleNoElementSays"],
  unnamed: ["ruleUnnamed", "ruleUnnamedSays"],
  "unnamed-flow": ["ruleUnnamedFlow", "ruleUnnamedFlowSays"],
  unconnected: ["ruleUnconnected", "ruleUnconnectedSays"],
  "outside-boundaries": ["ruleOutside", "ruleOutsideSays"],
} as const satisfies Record<Rule, readonly [title: string, says: string]>;

/** How many of one rule are listed; more are a habit of the drawing, and the first few tell it. */
const LISTED = 50;

/** What the drawing says and should not; nothing is forbidden. */
export function Checks({ room, view }: { room: Room; view: View }) {
  const t = useTranslations("panels");
  const cells = useDeferredValue(useRoomState(room, (state) => state.cells));
  const byRule = useMemo(() => {
    const found = findingsIn(cells, aroundNow(cells));
    return RULES.map((rule) => ({ rule, found: found.filter((one) => one.rule === rule) })).filter(
      (group) => group.found.length > 0,
    );
  }, [cells]);
  if (byRule.length === 0) {
    return (
      <p className="flex items-center gap-2 text-table">
        <CircleCheck size={16} aria-hidden className="text-allow" />
        {t("nothingWrong")}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      <p className="text-table text-muted">{t("checksSay")}</p>
      {byRule.map(({ rule, found }) => (
        <section key={rule}>
          <h2 className="text-body font-semibold">
            {t(RULE[rule][0])} <span className="font-normal text-muted">{t("count", { n: found.length })}</span>
          </h2>
          <p className="mb-1 text-label text-muted">{t(RULE[rule][1])}</p>
          <ul className="divide-y divide-line border-y border-line">
            {found.slice(0, LISTED).map((one) => (
              <li key={one.cell}>
                <GoTo room={room} view={view} finding={one} />
              </li>
            ))}
          </ul>
          {found.length > LISTED && (
            <p className="mt-1 text-label text-muted">{t("andMore", { n: found.length - LISTED })}</p>
          )}
        </section>
      ))}
    </div>
  );
}

function GoTo({ room, view, finding }: { room: Room; view: View; finding: Finding }) {
  const t = useTranslations("panels");
  const names = useNames();
  const cell = useRoomState(room, (state) => state.cells.get(finding.cell));
  if (!cell) return null;
  return (
    <button
      type="button"
      onClick={() => view.show([cell.id], true)}
      className="flex min-h-9 w-full items-center justify-between gap-3 rounded-md px-1 text-start text-table hover:bg-sunken max-sm:min-h-11"
    >
      <span className="min-w-0 truncate">{names.name(cell)}</span>
      <span className="flex-none text-label text-accent">{t("goTo")}</span>
    </button>
  );
}
