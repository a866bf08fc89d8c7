"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "../button";
import { X } from "../icons";
import { Menu, MenuItem } from "../menu";
import { Refusable } from "../refusable";
import { type BulkAct, type BulkProps, inTurn, settle } from "./bulk";

/** What can be done with the chosen rows; it says how far it is, and what came of each. */
export function BulkBar<R>({ list, rows, acts }: Omit<BulkProps<R>, "open"> & { acts: readonly BulkAct<R>[] }) {
  const t = useTranslations("ui");
  const [running, setRunning] = useState<{ id: string; done: number; of: number } | null>(null);
  const run = async (act: BulkAct<R>) => {
    const keys = [...list.chosen];
    if ("begin" in act) return act.begin(keys);
    setRunning({ id: act.id, done: 0, of: keys.length });
    const onStep = (done: number) => setRunning({ id: act.id, done, of: keys.length });
    const verdicts = await inTurn(keys, rows, act.each, { onStep, fault: t("verdictFault") });
    setRunning(null);
    act.done?.(settle(list, keys, verdicts, t), verdicts);
  };
  return (
    <div
      role="toolbar"
      aria-label={t("bulk")}
      className="sticky bottom-3 z-10 mt-2 flex flex-wrap items-center gap-2 rounded-md border border-line bg-raised p-2 ps-3 shadow-float"
    >
      <p className="me-2 text-table font-medium">
        {running ? t("bulkRunning", { done: running.done, of: running.of }) : t("chosen", { n: list.chosen.size })}
      </p>
      {acts.map((act) => (
        <Refusable
          key={act.id}
          refused={act.refused}
          look={act.danger ? "danger" : "plain"}
          pending={running !== null}
          className="max-sm:hidden"
          onClick={() => void run(act)}
        >
          <act.icon size={16} aria-hidden /> {act.word}
        </Refusable>
      ))}
      {!running && (
        <div className="ms-auto sm:hidden">
          <Menu label={t("actions")} shows>
            {acts.map((act) => (
              <MenuItem key={act.id} refused={act.refused} danger={act.danger ?? false} onSelect={() => void run(act)}>
                <act.icon size={16} aria-hidden /> {act.word}
              </MenuItem>
            ))}
          </Menu>
        </div>
      )}
      <Button
        look="quiet"
        className="w-8 px-0! max-sm:w-10 sm:ms-auto"
        aria-label={t("chooseNone")}
        onClick={() => list.choose([])}
      >
        <X size={16} aria-hidden />
      </Button>
    </div>
  );
}
