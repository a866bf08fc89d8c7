"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRead } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem, SelectField } from "@/components/ui/field";
import { useHref } from "@/components/ui/link";
import { useAct } from "@/components/use-act";
import { useOf } from "@/components/words/acting";
import { type PlaceChoice, placeKey, thingIn } from "@/components/words/choices";
import type { Of } from "@/components/words/of";
import { useResourceWords } from "@/components/words/resource";
import { resultOf } from "@/lib/actions/answer";
import { getEnvs } from "@/lib/actions/environments";
import { getGroups } from "@/lib/actions/groups";
import { getRoleBook } from "@/lib/actions/pages";
import { startReview } from "@/lib/actions/reviews";
import { type ReviewedState, reviewedStates } from "@/lib/domain/review";
import { reviewsKey } from "./queries";
import { scopeWords } from "./words";

/** Everything, or what is shared in one role, on one thing, or with people in one state. */
export function StartReview({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useTranslations("review");
  return (
    <Panel open={open} onClose={onClose} title={t("start")} says={t("startSays")}>
      {open && <StartForm onClose={onClose} />}
    </Panel>
  );
}

async function readChoices(of: Of): Promise<{ roles: { id: number; name: string }[]; places: PlaceChoice[] }> {
  const { roles } = await resultOf(getRoleBook(of));
  const { array } = await resultOf(getGroups(of));
  const { infos } = await resultOf(getEnvs({ lazy: true, ...of }));
  return {
    roles,
    places: [
      ...array.map(({ name }) => ({ type: "ENV_GROUP" as const, resourceId: name, name })),
      ...infos.map(({ env }) => ({ type: "ENV" as const, resourceId: env.appid, name: env.envName })),
    ],
  };
}

function StartForm({ onClose }: { onClose(): void }) {
  const t = useTranslations("review");
  const ui = useTranslations("ui");
  const of = useOf();
  const router = useRouter();
  const hrefOf = useHref();
  const { nameOf, kindOf } = useResourceWords();
  const choices = useRead(["reviews", "choices", of], () => readChoices(of));
  const [role, setRole] = useState("");
  const [place, setPlace] = useState("");
  const [state, setState] = useState("");
  const { run, pending, no } = useAct(startReview, {
    stale: [reviewsKey],
    done: ({ review }) => router.push(hrefOf(`/review/${review.id}`)),
  });
  const thing = thingIn(place);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        run({
          ...(role ? { roleId: Number(role) } : {}),
          ...(thing ? { resourceType: thing.type, resourceId: thing.id } : {}),
          ...(state ? { state: state as ReviewedState } : {}),
          ...of,
        });
      }}
    >
      <SelectField label={t("startThing")} value={place} onChange={(event) => setPlace(event.target.value)}>
        <option value="">{t("anyThing")}</option>
        {choices.data?.places.map((one) => (
          <option key={placeKey(one)} value={placeKey(one)}>
            {one.type === "ENV" ? nameOf(one) : t("groupNamed", { name: nameOf(one), kind: kindOf(one) })}
          </option>
        ))}
      </SelectField>
      <SelectField label={t("startRole")} value={role} onChange={(event) => setRole(event.target.value)}>
        <option value="">{t("anyRole")}</option>
        {choices.data?.roles.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField label={t("startState")} value={state} onChange={(event) => setState(event.target.value)}>
        <option value="">{t("anyState")}</option>
        {reviewedStates.map((one) => (
          <option key={one} value={one}>
            {t(scopeWords[one])}
          </option>
        ))}
      </SelectField>
      <p className="text-table text-muted">{t("startTakes")}</p>
      {no && <Problem>{no.message}</Problem>}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending}>
          {t("begin")}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </form>
  );
}
