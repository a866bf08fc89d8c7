"use client";

import { useTranslations } from "next-intl";
import { PreviewLines } from "@/components/preview";
import { Confirm } from "@/components/ui/dialog";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview } from "@/components/use-preview";
import { useOf, useOnlyOwner } from "@/components/words/acting";
import { finishReview } from "@/lib/actions/reviews";
import { type ReviewHead, reviewsKey } from "./queries";

/** Says who loses what before it is taken, and ends the review. */
export function FinishReview({
  open,
  onClose,
  review: { id, lines, decided, removing },
  waits,
}: {
  open: boolean;
  onClose(): void;
  review: ReviewHead;
  /** Something that was decided is still on its way. */
  waits: boolean;
}) {
  const t = useTranslations("review");
  const tell = useTell();
  const of = useOf();
  const onlyOwner = useOnlyOwner();
  const { run, pending, no } = useAct(finishReview, {
    stale: [reviewsKey],
    done: ({ review }) => {
      onClose();
      tell(t("isFinished"), t("isFinishedSays", { n: review.removing }));
    },
  });
  const weighed = usePreview(
    open && !waits && removing > 0 && !onlyOwner ? [{ verb: "finishReview", input: { id, ...of } }] : null,
  );
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t("finishTitle")}
      act={t("finishAct", { n: removing })}
      look={removing > 0 ? "deny" : "primary"}
      pending={pending}
      problem={no?.message}
      consequences={[
        t("finishTakes", { n: removing }),
        ...(lines > decided ? [t("finishLeaves", { n: lines - decided })] : []),
        t("finishEnds"),
      ]}
      armed={!waits && weighed.armed}
      asks={removing > 0 ? <PreviewLines of={weighed} /> : undefined}
      onConfirm={() => run({ id, ...of })}
    >
      {t("finishAsks")}
    </Confirm>
  );
}
