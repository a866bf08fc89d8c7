"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CircleCheck, CircleX } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { useAct } from "@/components/use-act";
import { beginTwoFactor } from "@/lib/actions/pages";
import type { Begun } from "./two-factor-panels";

const Enable = later(async () => (await import("./two-factor-panels")).EnablePanel);
const Disable = later(async () => (await import("./two-factor-panels")).DisablePanel);

/** A second factor: on, off, and the way between. */
export function TwoFactor({ on }: { on: boolean }) {
  const t = useTranslations("account");
  const [begun, setBegun] = useState<Begun | null>(null);
  const [ending, setEnding] = useState(false);
  const begin = useAct(beginTwoFactor, { stale: [], done: setBegun });
  return (
    <div className="flex flex-col items-start gap-3">
      {on ? (
        <Badge tone="allow" icon={CircleCheck}>
          {t("twoFactorOn")}
        </Badge>
      ) : (
        <Badge tone="muted" icon={CircleX}>
          {t("twoFactorOff")}
        </Badge>
      )}
      {begin.no && <p className="text-table text-deny">{begin.no.message}</p>}
      {on ? (
        <Button onClick={() => setEnding(true)}>{t("twoFactorDisable")}</Button>
      ) : (
        <Button pending={begin.pending} onClick={() => begin.run({})}>
          {t("twoFactorEnable")}
        </Button>
      )}
      <Enable open={begun !== null} begun={begun} onClose={() => setBegun(null)} />
      <Disable open={ending} onClose={() => setEnding(false)} />
    </div>
  );
}
