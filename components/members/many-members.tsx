"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { later } from "@/components/ui/later";
import { type BulkProps, settle } from "@/components/ui/list/bulk";
import { BulkBar } from "@/components/ui/list/bulk-bar";
import type { Verdict } from "@/components/ui/list/verdict";
import type { PlaceChoice, RoleChoice } from "@/components/words/choices";
import { type Question, useBulk } from "./bulk";
import type { Member } from "./queries";

const StepMany = later(async () => (await import("./step-many")).StepMany);
const ShareMany = later(async () => (await import("./share-many")).ShareMany);
const EndMany = later(async () => (await import("./end-many")).EndMany);
const RemoveMany = later(async () => (await import("./remove-many")).RemoveMany);

type Props = BulkProps<Member> & { places: PlaceChoice[]; roles: RoleChoice[] };

/** What can be done with the chosen members, and the questions that come before most of these. */
export function ManyMembers({ open, list, rows, places, roles }: Props) {
  const ui = useTranslations("ui");
  const [question, setQuestion] = useState<Question | null>(null);
  const acts = useBulk(setQuestion);
  const keys = question?.keys ?? [];
  const close = () => setQuestion(null);
  const judged = (verdicts: ReadonlyMap<string, Verdict>) => {
    close();
    settle(list, keys, verdicts, ui);
  };
  return (
    <>
      {open && <BulkBar list={list} rows={rows} acts={acts} />}
      <StepMany
        open={question?.what === "suspend" || question?.what === "activate"}
        onClose={close}
        step={question?.what === "activate" ? "activate" : "suspend"}
        keys={keys}
        rows={rows}
        onDone={judged}
      />
      <ShareMany
        open={question?.what === "share"}
        onClose={close}
        keys={keys}
        rows={rows}
        places={places}
        roles={roles}
        onDone={judged}
      />
      <EndMany open={question?.what === "end"} onClose={close} keys={keys} rows={rows} onDone={judged} />
      <RemoveMany open={question?.what === "remove"} onClose={close} keys={keys} rows={rows} onDone={judged} />
    </>
  );
}
