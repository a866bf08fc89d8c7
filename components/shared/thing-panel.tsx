"use client";

import { useFormatter, useTranslations } from "next-intl";
import { OnEnvironment } from "@/components/drawings/on-environment";
import { closeInAddress } from "@/components/ui/address";
import { Tag } from "@/components/ui/badge";
import { Panel } from "@/components/ui/dialog";
import { Why } from "@/components/ui/why";
import { PlainRights } from "@/components/words/plain-rights";
import { useResourceWords } from "@/components/words/resource";
import type { SharedThing } from "@/lib/actions/pages";

/** What whoever reaches a thing may do at the least. */
const SEES = "environment.control.GetEnvInfo";
const MAKE = "threatmodel.model.CreateThreatModel";

/** One thing that a link led to: whose it is, through what it reaches the reader, and what they may do there. */
export function ThingPanel({ of, open }: { of: SharedThing; open: boolean }) {
  const t = useTranslations("shared");
  const format = useFormatter();
  const { nameOf, kindOf } = useResourceWords();
  return (
    <Panel open={open} onClose={() => closeInAddress("thing")} title={nameOf(of.thing)} says={kindOf(of.thing)}>
      <div className="flex flex-col gap-4">
        <p className="text-table text-muted">
          {t.rich("sharedBy", { owner: of.owner, email: () => <bdi>{of.ownerEmail}</bdi> })}
          {of.via.length > 0 && (
            <span className="block">
              {t("throughThese", {
                things: format.list(
                  of.via.map((one) => nameOf(one, true)),
                  { type: "conjunction" },
                ),
              })}
            </span>
          )}
        </p>
        <p className="flex flex-wrap gap-2">
          {of.roles.map((role) => (
            <Tag key={role}>{role}</Tag>
          ))}
        </p>
        <p className="-ms-3">
          <Why question={{ resourceType: of.thing.type, resourceId: of.thing.resourceId, serviceMethod: SEES }} />
        </p>
        <PlainRights sees={of.sees} changes={of.changes} />
        {of.thing.type === "ENV" && of.thing.resourceId !== "*" && (
          <OnEnvironment appid={of.thing.resourceId} mayMake={of.changes.includes(MAKE)} />
        )}
      </div>
    </Panel>
  );
}
