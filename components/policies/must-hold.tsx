"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRead, useStale } from "@/components/reading";
import { Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/field";
import { Pencil, Trash2 } from "@/components/ui/icons";
import { Refusable } from "@/components/ui/refusable";
import { Shown } from "@/components/ui/states";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { useActing, useOf } from "@/components/words/acting";
import type { Of } from "@/components/words/of";
import { resultOf } from "@/lib/actions/answer";
import { addSentence, deleteSentence, editSentence, listSentences, type SentenceWire } from "@/lib/actions/sentences";
import { SentenceForm } from "./sentence-form";
import { Breaks, State, sentencesKey } from "./sentence-state";

const readSentences = async (of: Of) => (await resultOf(listSentences(of))).sentences;

/** What must hold of an owner's access: each sentence with its state; to the owner with one more to write. */
export function MustHold({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useTranslations("policies");
  const acting = useActing();
  const says = acting ? t("mustHoldTheirs", { name: acting.name }) : t("mustHoldSays");
  return (
    <Panel open={open} onClose={onClose} title={t("mustHold")} says={says}>
      <Sentences />
    </Panel>
  );
}

function Sentences() {
  const t = useTranslations("policies");
  const of = useOf();
  const isOwn = of.ownerUid === undefined;
  const read = useRead([...sentencesKey, of.ownerUid ?? 0], () => readSentences(of));
  return (
    <div className="flex flex-col gap-6">
      {isOwn && <SentenceForm />}
      <Shown
        of={read}
        what={t("whatSentences")}
        isEmpty={read.data?.length === 0}
        empty={<p className="text-muted">{t("mustHoldNone")}</p>}
      >
        <ul className="divide-y divide-line border-y border-line">
          {read.data?.map((one) => (
            <Line key={one.id} of={one} isOwn={isOwn} />
          ))}
        </ul>
      </Shown>
    </div>
  );
}

function Line({ of, isOwn }: { of: SentenceWire; isOwn: boolean }) {
  const t = useTranslations("policies");
  const tell = useTell();
  const stale = useStale();
  // False once it was edited: then the way back into it has the focus.
  const [edits, setEdits] = useState<boolean | null>(null);
  const back = async () => {
    await addSentence({ text: of.text, draft: of.draft || !of.holds });
    await stale([sentencesKey]);
  };
  const remove = useAct(deleteSentence, {
    stale: [sentencesKey],
    done: () => tell(t("sentenceRemoved"), of.text, { undo: back }),
  });
  const hold = useAct(editSentence, {
    stale: [sentencesKey],
    done: () => tell(t("sentenceAdded"), of.text),
  });
  if (edits)
    return (
      <li className="py-4">
        <SentenceForm of={of} onClose={() => setEdits(false)} />
      </li>
    );
  return (
    <li className="py-3">
      <div className="flex items-start gap-1">
        <div className="min-w-0 flex-1">
          <p dir="ltr" className="py-1 font-mono text-table break-words">
            {of.text}
          </p>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-table">
            <State holds={of.holds} /> {of.draft && <Tag>{t("isDraft")}</Tag>}
          </p>
        </div>
        {isOwn && (
          <>
            <Button
              look="quiet"
              autoFocus={edits === false}
              aria-label={t("sentenceEdit", { text: of.text })}
              onClick={() => setEdits(true)}
            >
              <Pencil size={16} aria-hidden />
            </Button>
            <Button
              look="quiet"
              aria-label={t("sentenceRemove", { text: of.text })}
              pending={remove.pending}
              onClick={() => remove.run({ id: of.id })}
            >
              <Trash2 size={16} aria-hidden />
            </Button>
          </>
        )}
      </div>
      <Breaks of={of} />
      {!isOwn && !of.holds && !of.breaks && <p className="mt-2 text-table text-muted">{t("sentenceHidden")}</p>}
      {isOwn && of.draft && (
        <div className="mt-2">
          <Refusable
            refused={of.holds ? undefined : t("sentenceNotYet")}
            pending={hold.pending}
            aria-label={t("sentenceHoldNamed", { text: of.text })}
            onClick={() => hold.run({ id: of.id, draft: false })}
          >
            {t("sentenceHold")}
          </Refusable>
          {hold.no && <Problem>{hold.no.message}</Problem>}
        </div>
      )}
    </li>
  );
}
