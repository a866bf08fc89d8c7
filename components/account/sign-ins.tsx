"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRead } from "@/components/reading";
import { Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { Monitor, User } from "@/components/ui/icons";
import { Empty } from "@/components/ui/page";
import { Shown } from "@/components/ui/states";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { Day, Moment } from "@/components/words/day";
import { signoutSessions } from "@/lib/actions/tokens";
import { readSignIns, type SignIn, signInsKey } from "./queries";

/** Where I am signed in, this one first; each other can be ended, or all of them. */
export function SignIns() {
  const t = useTranslations("account");
  const tell = useTell();
  const signIns = useRead(signInsKey, readSignIns);
  const [ending, setEnding] = useState<SignIn | "all" | null>(null);
  const { run, pending, no } = useAct(signoutSessions, {
    stale: [signInsKey],
    done: (_, { ids }) => {
      tell(ids.includes("*") ? t("allEnded") : t("oneEnded"), t("endedMore"));
      setEnding(null);
    },
  });
  const data = signIns.data ?? [];
  const nameOf = useDeviceName();
  return (
    <>
      <Shown
        of={signIns}
        what={t("signInsWhat")}
        rows={2}
        isEmpty={data.length === 0}
        empty={<Empty title={t("signInsEmpty")}>{t("signInsEmptySays")}</Empty>}
      >
        <ul className="divide-y divide-line border-y border-line text-table">
          {data.map((one) => (
            <li key={one.id} className="flex items-start gap-3 py-3">
              {one.system || one.phone ? (
                <Monitor size={16} aria-hidden className="mt-0.5 flex-none text-muted" />
              ) : (
                <User size={16} aria-hidden className="mt-0.5 flex-none text-muted" />
              )}
              <div className="min-w-0 flex-1">
                <p className="font-medium">
                  {nameOf(one)} {one.current && <Tag>{t("thisOne")}</Tag>}
                </p>
                <p className="text-muted">
                  {one.ip && <>{t.rich("fromPlace", { ip: () => <bdi className="font-mono">{one.ip}</bdi> })} · </>}
                  {t.rich("since", { day: () => <Day at={one.since} /> })} ·{" "}
                  {t.rich("seen", { moment: () => <Moment at={one.seen} /> })}
                </p>
              </div>
              {!one.current && (
                <Button look="quiet" aria-label={t("endThis", { device: nameOf(one) })} onClick={() => setEnding(one)}>
                  {t("end")}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {data.length > 1 && (
          <Button className="mt-4" onClick={() => setEnding("all")}>
            {t("endOthers")}
          </Button>
        )}
      </Shown>
      <Confirm
        open={ending !== null}
        onClose={() => setEnding(null)}
        title={ending === "all" ? t("endOthersTitle") : t("endTitle", { device: ending ? nameOf(ending) : "" })}
        act={ending === "all" ? t("endOthers") : t("endSignIn")}
        pending={pending}
        problem={no?.message}
        onConfirm={() => run({ ids: ending === "all" ? ["*"] : [String(ending?.id)] })}
      >
        {t("endSays")}
      </Confirm>
    </>
  );
}

function useDeviceName() {
  const t = useTranslations("account");
  return ({ browser, system }: SignIn): string => {
    if (browser && system) return t("browserOn", { browser, system });
    return browser || system || t("unknownDevice");
  };
}
