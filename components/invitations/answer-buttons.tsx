"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { acceptCollaboration, rejectCollaboration } from "@/lib/actions/collaborations";
import { LONGEST_REASON } from "@/lib/domain/collaboration";

type Asks = { open: boolean; ask(open: boolean): void };

/**
 * Two equal buttons. Without the page's scripts they are a form; with them, rejecting asks first, because only the owner can
 * take it back.
 */
export function AnswerButtons({
  id,
  from,
  asks,
  onAnswered,
}: {
  id: number;
  from: string;
  /** Whether rejecting is asked about, where the page's address knows it; else this knows it itself. */
  asks?: Asks;
  onAnswered(accepted: boolean): void;
}) {
  const t = useTranslations("invitations");
  const tell = useTell();
  const [alone, setAlone] = useState(false);
  const { open, ask } = asks ?? { open: alone, ask: setAlone };
  const [reason, setReason] = useState("");
  const stale = [["collaborations"]];
  const accept = useAct(acceptCollaboration, {
    stale,
    done: () => {
      tell(t("accepted", { from }), t("acceptedMore"));
      onAnswered(true);
    },
  });
  const reject = useAct(rejectCollaboration, {
    stale,
    done: () => {
      tell(t("rejected"), t("rejectedMore", { from }));
      onAnswered(false);
    },
  });
  const problem = accept.no?.code === "not-found" ? t("gone", { from }) : accept.no?.message;
  return (
    <form
      method="post"
      action="/api/invitation/answer"
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const pressed = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null;
        if (pressed?.value === "reject") ask(true);
        else accept.run({ id });
      }}
    >
      <input type="hidden" name="id" value={id} />
      {problem && <Problem>{problem}</Problem>}
      <div className="grid max-w-md grid-cols-2 gap-2">
        <Button type="submit" name="answer" value="accept" className="h-10" pending={accept.pending}>
          {t("accept")}
        </Button>
        <Button type="submit" name="answer" value="reject" className="h-10" pending={accept.pending || reject.pending}>
          {t("reject")}
        </Button>
      </div>
      <Confirm
        open={open}
        onClose={() => ask(false)}
        title={t("rejectTitle", { from })}
        act={t("reject")}
        pending={reject.pending}
        problem={reject.no?.code === "not-found" ? t("gone", { from }) : reject.no?.message}
        consequences={[t("rejectTells", { from }), t("rejectForGood", { from })]}
        onConfirm={() => reject.run({ id, ...(reason.trim() ? { reason } : {}) })}
        asks={
          <TextField
            label={t("reason")}
            hint={t("reasonHint", { from })}
            maxLength={LONGEST_REASON}
            autoComplete="off"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        }
      >
        {null}
      </Confirm>
    </form>
  );
}
