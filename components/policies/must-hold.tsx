"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useRead, useStale } from "@/components/reading";
import { Badge, Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Check, TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { CircleAlert, CircleCheck, Trash2 } from "@/components/ui/icons";
import { Shown } from "@/components/ui/states";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { type Answer, resultOf } from "@/lib/actions/answer";
import { addSentence, checkSentences, deleteSentence, listSentences, type SentenceWire } from "@/lib/actions/sentences";

const sentencesKey = ["roles", "sentences"] as const;
const readSentences = async () => (await resultOf(listSentences({}))).sentences;
/** Milliseconds without a key after which what is typed is tried. */
const REST = 500;

/** What must hold of one's access: each sentence with its state, and one more to write. */
export function MustHold({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useTranslations("policies");
  return (
    <Panel open={open} onClose={onClose} title={t("mustHold")} says={t("mustHoldSays")}>
      <Sentences />
    </Panel>
  );
}

function Sentences() {
  const t = useTranslations("policies");
  const read = useRead(sentencesKey, readSentences);
  return (
    <div className="flex flex-col gap-6">
      <NewSentence />
      <Shown
        of={read}
        what={t("whatSentences")}
        isEmpty={read.data?.length === 0}
        empty={<p className="text-muted">{t("mustHoldNone")}</p>}
      >
        <ul className="divide-y divide-line border-y border-line">
          {read.data?.map((one) => (
            <Line key={one.id} of={one} />
          ))}
        </ul>
      </Shown>
    </div>
  );
}

function Line({ of }: { of: SentenceWire }) {
  const t = useTranslations("policies");
  const tell = useTell();
  const stale = useStale();
  const back = async () => {
    await addSentence({ text: of.text, draft: of.draft || !of.holds });
    await stale([sentencesKey]);
  };
  const { run, pending } = useAct(deleteSentence, {
    stale: [sentencesKey],
    done: () => tell(t("sentenceRemoved"), of.text, { undo: back }),
  });
  return (
    <li className="flex items-start gap-2 py-3">
      <div className="min-w-0 flex-1">
        <p dir="ltr" className="font-mono text-table break-words">
          {of.text}
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-2 text-table">
          <State holds={of.holds} /> {of.draft && <Tag>{t("isDraft")}</Tag>}
        </p>
        <Chain of={of} />
      </div>
      <Button
        look="quiet"
        aria-label={t("sentenceRemove", { text: of.text })}
        pending={pending}
        onClick={() => run({ id: of.id })}
      >
        <Trash2 size={16} aria-hidden />
      </Button>
    </li>
  );
}

function State({ holds }: { holds: boolean }) {
  const t = useTranslations("policies");
  return holds ? (
    <Badge tone="allow" icon={CircleCheck}>
      {t("sentenceHolds")}
    </Badge>
  ) : (
    <Badge tone="deny" icon={CircleAlert}>
      {t("sentenceFails")}
    </Badge>
  );
}

/** Who breaks it, with what and where, and the way there. */
function Chain({ of: { breaks } }: { of: SentenceWire }) {
  const t = useTranslations("policies");
  if (!breaks) return null;
  const { who, method, on } = breaks;
  return (
    <div className="mt-1 text-table text-muted">
      {who && <p className="break-words text-ink">{t("sentenceBreak", { who, method, on })}</p>}
      <ol dir="ltr" className="list-inside list-decimal">
        {breaks.chain.map((step) => (
          <li key={step} className="break-words">
            {step}
          </li>
        ))}
      </ol>
    </div>
  );
}

function NewSentence() {
  const t = useTranslations("policies");
  const tell = useTell();
  const [text, setText] = useState("");
  const [draft, setDraft] = useState(false);
  const tried = useTried(text);
  const { run, pending, errors, why, reset } = useAct(addSentence, {
    stale: [sentencesKey],
    done: ({ sentence }) => {
      tell(t("sentenceAdded"), sentence.text);
      setText("");
      setDraft(false);
    },
  });
  return (
    <Form errors={errors} why={why} onSubmit={() => run({ text, draft })} className="flex flex-col gap-4">
      <TextField
        label={t("sentence")}
        name="text"
        value={text}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        className="font-mono"
        hint={t("sentenceHint")}
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
      <Button type="submit" look="primary" className="self-start" pending={pending}>
        {t("sentenceAdd")}
      </Button>
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
        <Chain key={one.text} of={one} />
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
