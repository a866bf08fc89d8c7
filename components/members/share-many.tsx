"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import { useStale } from "@/components/reading";
import { noOffer, type Offer, OfferFields } from "@/components/sharing/offer-fields";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { inTurn } from "@/components/ui/list/bulk";
import type { Verdict } from "@/components/ui/list/verdict";
import { usePreview } from "@/components/use-preview";
import type { PlaceChoice, RoleChoice } from "@/components/words/choices";
import { addResources } from "@/lib/actions/resources";
import { resourcesOf } from "./offers";
import { type Member, membersKey } from "./queries";

type Props = {
  open: boolean;
  onClose(): void;
  keys: readonly string[];
  /** Those of the chosen that stand on this page. */
  rows: ReadonlyMap<string, Member>;
  places: readonly PlaceChoice[];
  roles: readonly RoleChoice[];
  onDone(verdicts: ReadonlyMap<string, Verdict>): void;
};

/** Gives several people the same roles on the same things, beside what they have. */
export function ShareMany({ open, onClose, keys, ...rest }: Props) {
  const t = useTranslations("members");
  return (
    <Panel open={open} onClose={onClose} wide title={t("shareManyTitle", { n: keys.length })} says={t("shareManySays")}>
      {open && <Fields keys={keys} onClose={onClose} {...rest} />}
    </Panel>
  );
}

function Fields({ keys, rows, places, roles, onDone, onClose }: Omit<Props, "open">) {
  const t = useTranslations("members");
  const ui = useTranslations("ui");
  const stale = useStale();
  const [offer, setOffer] = useState<Offer>(noOffer);
  const [asked, setAsked] = useState(false);
  const [done, setDone] = useState<number | null>(null);
  const errors = {
    ...(asked && offer.things.size === 0 ? { things: t("chooseThings") } : {}),
    ...(asked && offer.roles.size === 0 ? { roles: t("chooseRoles") } : {}),
  };
  const resources = resourcesOf([offer]);
  const isReady = offer.things.size > 0 && offer.roles.size > 0;
  // What a team shares is not changed here.
  const weighable = keys.filter((key) => rows.get(key)?.type !== "GROUP");
  const weighed = usePreview(
    isReady && weighable.length > 0
      ? weighable.map((key) => ({ verb: "addResources", input: { collaborationId: Number(key), resources } }))
      : null,
    { each: true },
  );
  const share = async () => {
    setAsked(true);
    if (!isReady || !weighed.armed) return;
    setDone(0);
    const verdicts = await inTurn(
      keys,
      rows,
      async (key, row) => {
        // What a team shares is for everybody in it, so it is not changed for one of them.
        if (row?.type === "GROUP") return { ok: false, words: t("teamShares", { team: row.team }) };
        const answer = await addResources({ collaborationId: Number(key), resources });
        if (!answer.ok) return { ok: false, words: answer.message };
        const lost = answer.value.responses.filter((one) => one.result !== 0).length;
        return lost > 0 ? { ok: false, words: t("notAllShared", { n: lost }) } : { ok: true, words: t("isShared") };
      },
      { onStep: setDone, fault: ui("verdictFault") },
    );
    await stale([membersKey]);
    onDone(verdicts);
  };
  return (
    <Form errors={errors} onSubmit={() => void share()}>
      <OfferFields places={places} roles={roles} offer={offer} onChange={setOffer} />
      {isReady && weighable.length > 0 && <PreviewLines of={weighed} />}
      <div className="flex items-center gap-2">
        <Button type="submit" look="primary" pending={done !== null} aria-disabled={!weighed.armed}>
          {t("shareManyAct", { n: keys.length })}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
        <p role="status" className="text-table text-muted">
          {done !== null && ui("bulkRunning", { done, of: keys.length })}
        </p>
      </div>
    </Form>
  );
}
