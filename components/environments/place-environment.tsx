"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/field";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview } from "@/components/use-preview";
import { useOf } from "@/components/words/acting";
import type { Answer } from "@/lib/actions/answer";
import { attachEnv, detachEnv } from "@/lib/actions/groups";
import { GroupChoices } from "./group-choices";
import { type PlaceShown, staleByShares, type Thing } from "./queries";
import { placingStep } from "./use-may";
import { usePlace } from "./use-place";

/** Puts an environment into groups and takes it out of others, and says before who gains and who loses it. */
export function PlaceEnvironment({ open, onClose, thing }: { open: boolean; onClose(): void; thing: Thing }) {
  const t = useTranslations("environments");
  const place = usePlace(thing);
  return (
    <Panel open={open} onClose={onClose} title={t("placeTitle", { name: place?.name ?? "" })} says={t("placeSays")}>
      {place && <Fields place={place} onClose={onClose} />}
    </Panel>
  );
}

const acts = { attachEnv, detachEnv };
type Step = { verb: keyof typeof acts; input: { envName: string; envGroup: string } };
type Change = { from: readonly string[]; to: readonly string[] };

function Fields({ place, onClose }: { place: PlaceShown; onClose(): void }) {
  const t = useTranslations("environments");
  const ui = useTranslations("ui");
  const format = useFormatter();
  const tell = useTell();
  const of = useOf();
  const [groups, setGroups] = useState<readonly string[]>(place.groups);

  const stepsFor = ({ from, to }: Change): Step[] => [
    ...to
      .filter((path) => !from.includes(path))
      .map((envGroup) => ({ verb: "attachEnv" as const, input: { envName: place.resourceId, envGroup } })),
    ...from
      .filter((path) => !to.includes(path))
      .map((envGroup) => ({ verb: "detachEnv" as const, input: { envName: place.resourceId, envGroup } })),
  ];
  const steps = stepsFor({ from: place.groups, to: groups });
  const weighed = usePreview(steps.length > 0 ? steps : null);

  /** Into the new groups first, so that nobody who keeps access loses it in between. */
  const regroup = async (change: Change): Promise<Answer<unknown>> => {
    for (const { verb, input } of stepsFor(change)) {
      const answer = await acts[verb](input);
      if (!answer.ok) return answer;
    }
    return { ok: true, value: null };
  };
  const back = useAct(regroup, { stale: staleByShares });
  const { run, pending, no } = useAct(regroup, {
    stale: staleByShares,
    done: (_, { from, to }) => {
      const where = to.length > 0 ? t("nowIn", { groups: format.list(to, { type: "conjunction" }) }) : t("nowInNone");
      tell(t("placed", { name: place.name }), where, { undo: () => back.run({ from: to, to: from }) });
      onClose();
    },
  });
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (weighed.armed) run({ from: place.groups, to: groups });
      }}
    >
      <GroupChoices
        chosen={groups}
        onChange={setGroups}
        stepOf={(path) => placingStep(place.resourceId, place.groups, path, of)}
        hint={t("placeHint")}
      />
      {steps.length > 0 && <PreviewLines of={weighed} />}
      {no && <Problem why={no.why}>{no.message}</Problem>}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending} aria-disabled={!weighed.armed}>
          {t("saveGroups")}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </form>
  );
}
