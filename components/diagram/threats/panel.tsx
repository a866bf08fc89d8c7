"use client";

import { useTranslations } from "next-intl";
import { useDeferredValue, useMemo, useState } from "react";
import { useRead } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { Shown } from "@/components/ui/states";
import { labelOf } from "@/lib/domain/diagram/read-cell";
import { suggest } from "@/lib/domain/threats/suggest";
import { Dismissed } from "../../threats/dismissed";
import { Known } from "../../threats/known";
import { type Listed, readThreats, type Threats, threatsKey } from "../../threats/queries";
import { RegisterLink } from "../../threats/register-link";
import { SuggestionLine } from "../../threats/suggestion-line";
import { useThreats } from "../../threats/use-threats";
import type { TabProps } from "../panels/facts";
import { useRoomState } from "../use-room-state";
import { useView } from "../view";
import { FactFields } from "./fact-fields";

const ThreatPanel = later(async () => (await import("../../threats/threat-panel")).ThreatPanel);
const RulePanel = later(async () => (await import("../../threats/rule-panel")).RulePanel);

/** What can go wrong with what is chosen, or with all of the diagram: what the rules think of, and what is in the register. */
export function ThreatsPanel(props: TabProps) {
  const t = useTranslations("threats");
  const { threatModelId } = props.diagram;
  const threats = useRead(threatsKey(threatModelId), () => readThreats(threatModelId));
  return (
    <Shown of={threats} what={t("title")} empty={null} isEmpty={false} rows={4}>
      {threats.data && <Inside {...props} threats={threats.data} />}
    </Shown>
  );
}

const SHOWN = 30;

function Inside({
  room,
  view,
  diagram,
  threats: { threats, rules, dismissals, ...may },
}: TabProps & { threats: Threats }) {
  const t = useTranslations("threats");
  const [editing, setEditing] = useState<Listed | "new" | null>(null);
  const [atRules, setAtRules] = useState(false);
  const cells = useDeferredValue(useRoomState(room, (state) => state.cells));
  const selected = useView(view, (state) => state.selected);
  const acts = useThreats(diagram.threatModelId, diagram.id);
  const own = useMemo(() => threats.filter(({ diagramId }) => diagramId === diagram.id), [threats, diagram.id]);
  const all = useMemo(
    () => suggest([...cells.values()], rules, { diagram: diagram.id, threats: own, dismissals }),
    [cells, rules, own, dismissals, diagram.id],
  );
  const chosen = selected.filter((id) => cells.has(id));
  const only = chosen.length === 1 ? cells.get(chosen[0]!) : undefined;
  const isChosen = (cell: string) => chosen.length === 0 || chosen.includes(cell);
  const suggestions = all.filter(({ cell }) => isChosen(cell));
  const known = own.filter(({ cell }) => isChosen(cell));
  const nameOf = (cell: string): string => {
    const found = cells.get(cell);
    return found ? labelOf(found).trim() || t("unnamed") : t("goneShort");
  };
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-table text-muted">
          {chosen.length > 0 ? t("forChosen", { n: chosen.length }) : t("forAll")}
        </p>
        <Button look="quiet" onClick={() => setAtRules(true)}>
          {t("rules")}
        </Button>
      </div>
      {only && <FactFields key={only.id} room={room} cell={only} mayEdit={may.mayEdit && room.getState().mayEdit} />}
      <section aria-label={t("suggested", { n: suggestions.length })}>
        <div className="mb-1 flex min-h-8 flex-wrap items-center justify-between gap-2">
          <h2 className="text-body font-semibold">{t("suggested", { n: suggestions.length })}</h2>
          {may.mayEdit && suggestions.length > 1 && (
            <Button onClick={() => void acts.accept(suggestions)}>{t("acceptAll", { n: suggestions.length })}</Button>
          )}
        </div>
        {suggestions.length === 0 && <p className="text-table text-muted">{t("nothingLeft")}</p>}
        <ul className="divide-y divide-line border-line not-empty:border-y">
          {suggestions.slice(0, SHOWN).map((one) => (
            <li key={`${one.rule.id} ${one.cell}`} className="py-3">
              <SuggestionLine
                suggestion={one}
                element={nameOf(one.cell)}
                mayEdit={may.mayEdit}
                mayDismissAlways={may.mayEditRules}
                onGoTo={() => view.show([one.cell], true)}
                onAccept={() => void acts.accept([one])}
                onEdit={async () => setEditing((await acts.accept([one]))[0] ?? null)}
                onDismiss={(scope) => void acts.dismiss(one, scope)}
              />
            </li>
          ))}
        </ul>
        {suggestions.length > SHOWN && (
          <p className="mt-2 text-label text-muted">{t("moreLater", { n: suggestions.length - SHOWN })}</p>
        )}
      </section>
      <section aria-label={t("inRegister", { n: known.length })}>
        <div className="mb-1 flex min-h-8 flex-wrap items-center justify-between gap-2">
          <h2 className="text-body font-semibold">{t("inRegister", { n: known.length })}</h2>
          {may.mayEdit && chosen.length === 1 && <Button onClick={() => setEditing("new")}>{t("add")}</Button>}
        </div>
        {known.length === 0 && <p className="text-table text-muted">{t("noneYet")}</p>}
        {may.mayEdit && chosen.length !== 1 && <p className="mb-2 text-label text-muted">{t("addSays")}</p>}
        <ul className="divide-y divide-line border-line not-empty:border-y">
          {known.map((threat) => (
            <li key={threat.id}>
              <Known threat={threat} element={nameOf(threat.cell)} onOpen={() => setEditing(threat)} />
            </li>
          ))}
        </ul>
        <p className="mt-2 text-table">
          <RegisterLink model={diagram.threatModelId} />
        </p>
      </section>
      <Dismissed
        dismissals={dismissals.filter((one) => one.scope !== "here" || one.diagram === diagram.id)}
        rules={rules}
        nameOf={nameOf}
        mayEdit={may.mayEdit}
        mayEditRules={may.mayEditRules}
        onRestore={(one) => void acts.restore(one)}
      />
      {!may.mayEdit && <p className="text-label text-muted">{t("mayNot")}</p>}
      <ThreatPanel
        open={editing !== null}
        threat={editing === "new" ? null : editing}
        at={{ threatModelId: diagram.threatModelId, diagramId: diagram.id, cell: chosen[0] ?? "" }}
        element={editing === "new" || !editing ? nameOf(chosen[0] ?? "") : nameOf(editing.cell)}
        mayEdit={may.mayEdit}
        onClose={() => setEditing(null)}
      />
      <RulePanel
        open={atRules}
        rules={rules}
        model={diagram.threatModelId}
        mayEdit={may.mayEditRules}
        onClose={() => setAtRules(false)}
      />
    </div>
  );
}
