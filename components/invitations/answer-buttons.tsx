"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/field";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { acceptCollaboration, rejectCollaboration } from "@/lib/actions/collaborations";

/** Two equal buttons. */
export function AnswerButtons({
  id,
  from,
  onAnswered,
}: {
  id: number;
  from: string;
  onAnswered(accepted: boolean): void;
}) {
  const t = useTranslations("invitations");
  const tell = useTell();
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
  const problem = accept.no ?? reject.no;
  const pending = accept.pending || reject.pending;
  return (
    <div className="flex flex-col gap-3">
      {problem && <Problem>{problem.message}</Problem>}
      <div className="grid max-w-md grid-cols-2 gap-2">
        <Button className="h-10" pending={pending} onClick={() => accept.run({ id })}>
          {t("accept")}
        </Button>
        <Button className="h-10" pending={pending} onClick={() => reject.run({ id })}>
          {t("reject")}
        </Button>
      </div>
    </div>
  );
}
