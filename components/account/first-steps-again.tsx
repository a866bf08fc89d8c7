"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { useMe } from "@/components/ui/me";
import { useTell } from "@/components/ui/toast";
import { Part } from "./part";

/** The key of the first steps among what was put away. */
const STEPS = "first-steps";

/** Brings the first steps back, where they were put away. */
export function FirstStepsAgain() {
  const t = useTranslations("account");
  const tell = useTell();
  const me = useMe();
  if (!me.dismissed.includes(STEPS)) return null;
  return (
    <Part title={t("firstSteps")} says={t("firstStepsSays")}>
      <Button
        onClick={() => {
          me.keep({ dismissed: me.dismissed.filter((key) => key !== STEPS) });
          tell(t("firstStepsBack"), t("firstStepsBackMore"));
        }}
      >
        {t("firstStepsAgain")}
      </Button>
    </Part>
  );
}
