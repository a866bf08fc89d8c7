"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRead } from "@/components/reading";
import { AskAccess } from "@/components/requests/ask-access";
import type { Asking } from "@/components/ui/ask-why";
import { Panel } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { Failed, Skeleton } from "@/components/ui/states";
import { useNo } from "@/components/use-act";
import { Explanation } from "./words/explanation";
import { type Question, readWhy, whyKey } from "./words/why-queries";

/** Why somebody may or may not, asked when it is opened. */
export function WhyPanel({ open, question, onClose }: { open: boolean; question: Asking | null; onClose(): void }) {
  const t = useTranslations("ui");
  // What is closed keeps its words until it is gone.
  const [last, setLast] = useState(question);
  if (question && question !== last) setLast(question);
  const shown = question ?? last;
  return (
    <Panel open={open} onClose={onClose} title={t("why")}>
      {shown && <Opened question={shown as unknown as Question} onClose={onClose} />}
    </Panel>
  );
}

function Opened({ question, onClose }: { question: Question; onClose(): void }) {
  const t = useTranslations("ui");
  const noOf = useNo();
  const { data, error, refetch } = useRead(whyKey(question), () => readWhy(question));
  if (error) return <Failed what={t("whyComes")} reason={noOf(error)?.message} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton what={t("whyComes")} rows={4} />;
  return (
    <>
      <Explanation of={data} onLeave={onClose} ask={<AskAccess lack={data.lack} className="ms-7 mt-3 self-start" />} />
      {data.href && (
        <p className="mt-4 text-table">
          <Link href={data.href} onClick={onClose} className="text-accent underline-offset-2 hover:underline">
            {data.labels.openIt}
          </Link>
        </p>
      )}
    </>
  );
}
