"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { useAct } from "@/components/use-act";
import { useOf } from "@/components/words/acting";
import { decideReview } from "@/lib/actions/reviews";
import { type ReviewLine, reviewsKey } from "./queries";
import { useReviewWords } from "./words";

/** Why something was decided so: a note that stands with these lines, in the report too. */
export function NoteForm({
  open,
  id,
  lines,
  onClose,
}: {
  open: boolean;
  id: number;
  lines: readonly ReviewLine[];
  onClose(): void;
}) {
  const t = useTranslations("review");
  const { lineOf } = useReviewWords();
  const [last, setLast] = useState(lines);
  if (lines.length > 0 && lines !== last) setLast(lines);
  const [first] = last;
  if (!first) return null;
  const about = last.length === 1 ? lineOf(first) : t("noteMany", { n: last.length });
  return (
    <Panel open={open} onClose={onClose} title={t("note")} says={about}>
      {open && <Fields key={last.map(({ n }) => n).join()} {...{ id, lines: last, onClose }} />}
    </Panel>
  );
}

function Fields({ id, lines, onClose }: { id: number; lines: readonly ReviewLine[]; onClose(): void }) {
  const t = useTranslations("review");
  const ui = useTranslations("ui");
  const of = useOf();
  const [text, setText] = useState(lines.length === 1 ? lines[0]!.why : "");
  const { run, pending, errors, why } = useAct(decideReview, {
    stale: [reviewsKey],
    done: () => {
      announce(t("noted"));
      onClose();
    },
  });
  return (
    <Form
      errors={errors}
      why={why}
      onSubmit={() => run({ id, lines: lines.map(({ n }) => n), why: text.trim(), ...of })}
    >
      <TextField
        label={t("noteWhy")}
        name="why"
        value={text}
        maxLength={500}
        autoComplete="off"
        hint={t("noteHint")}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending}>
          {t("noteSave")}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </Form>
  );
}
