"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Check, TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { CircleCheck } from "@/components/ui/icons";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import type { Answer } from "@/lib/actions/answer";
import { addSentence, checkSentences, editSentence, type SentenceWire } from "@/lib/actions/sentences";
import { Breaks, State, sentencesKey } from "./sentence-state";

/** Milliseconds without a key after which what is typed is tried. */
const REST = 500;

/** One more sentence, or one that is there written anew; whether it would hold is told while it is typed. */
export function SentenceForm({ of, onClose }: { of?: SentenceWire; onClose?(): void }) {
  const t = useTranslations("policies");
  const tell = useTell();
  const [text, setText] = useState(of?.text ?? "");
  const [draft, setDraft] = useState(of?.draft ?? false);
  const tried = useTried(text);
  const save = (input: { text: string; draft: boolean }) =>
    of ? editSentence({ id: of.id, ...input }) : addSentence(input);
  const { run, pending, errors, why, reset } = useAct(save, {
    stale: [sentencesKey],
    done: ({ sentence }) => {
      tell(t(sentence.draft ? "sentenceDrafted" : "sentenceAdded"), sentence.text);
      if (onClose) return onClose();
      setText("");
      setDraft(false);
    },
  });
  return (
    <Form errors={errors} why={why} onSubmit={() => run({ text, draft })} className="flex flex-col gap-4">
      <TextField
        label={t(of ? "sentenceAnew" : "sentence")}
        name="text"
        value={text}
        maxLength={500}
        autoComplete="off"
        autoFocus={of !== undefined}
        spellCheck={false}
        dir="ltr"
        className="font-mono"
        {...(of ? {} : { hint: t("sentenceHint") })}
        onChange={(event) => {
          setText(event.target.value);
          reset();
        }}
      />
      <div role="status" className="text-table">
        {tried && !errors.text && <Tried of={tried} />}
      </div>
      <Check name="draft" checked={draft} onChange={(event) => setDraft(event.target.checked)}>
        {t("sentenceDraft")}
      </Check>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" pending={pending}>
          {t(of ? "sentenceSave" : "sentenceAdd")}
        </Button>
        {onClose && <Button onClick={onClose}>{t("cancel")}</Button>}
      </div>
    </Form>
  );
}

type Checked = Answer<{ holds: boolean; failing: SentenceWire[] }>;

function Tried({ of }: { of: Checked }) {
  const t = useTranslations("policies");
  if (!of.ok) return <p className="text-muted">{of.message}</p>;
  if (of.value.holds)
    return (
      <Badge tone="allow" icon={CircleCheck}>
        {t("sentenceWould")}
      </Badge>
    );
  return (
    <>
      <State holds={false} />
      {of.value.failing.map((one) => (
        <Breaks key={one.text} of={one} />
      ))}
    </>
  );
}

/** Whether what is typed would hold now, once the hands rest. */
function useTried(text: string): Checked | null {
  const [tried, setTried] = useState<{ text: string; answer: Checked } | null>(null);
  useEffect(() => {
    if (text.trim() === "") return;
    const timer = window.setTimeout(() => {
      void checkSentences({ text }).then((answer) => setTried({ text, answer }));
    }, REST);
    return () => window.clearTimeout(timer);
  }, [text]);
  return tried?.text === text ? tried.answer : null;
}
