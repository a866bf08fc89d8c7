"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PreviewLines } from "@/components/preview";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/field";
import type { RoleChoice } from "@/components/words/choices";
import { EndField } from "@/components/words/end-field";
import { RolePicker } from "./role-picker";
import type { useGiving } from "./use-giving";

/** Whom or what to choose, in which roles, and before it is done how far that reaches. `act`: the word of its button. */
export function GivingForm({
  giving,
  roles,
  says,
  act,
  onClose,
  children,
}: {
  giving: Omit<ReturnType<typeof useGiving>, "chosen" | "setChosen">;
  roles: readonly RoleChoice[];
  says: ReactNode;
  act: string;
  onClose(): void;
  children: ReactNode;
}) {
  const t = useTranslations("sharing");
  const ui = useTranslations("ui");
  return (
    <form
      noValidate
      className="flex min-h-full flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void giving.submit();
      }}
    >
      {children}
      <RolePicker
        roles={roles}
        chosen={giving.roleIds}
        onChange={giving.setRoleIds}
        error={giving.noRole ? t("oneRole") : undefined}
      />
      <EndField label={t("sharedUntil")} value={giving.lastDay} onChange={giving.setLastDay} />
      <footer className="sticky -bottom-4 -mx-5 mt-auto -mb-4 flex flex-col gap-3 border-t border-line bg-paper px-5 py-3">
        <div className="flex flex-col gap-1 border-s-2 border-accent ps-3 text-table" aria-live="polite">
          {says}
        </div>
        {giving.ready && <PreviewLines of={giving.weighed} />}
        {giving.problems.map((problem) => (
          <Problem key={problem.says} why={problem.why}>
            {problem.says}
          </Problem>
        ))}
        <div className="flex gap-2">
          <Button type="submit" look="primary" pending={giving.pending} aria-disabled={!giving.weighed.armed}>
            {act}
          </Button>
          <Button onClick={onClose}>{ui("cancel")}</Button>
        </div>
      </footer>
    </form>
  );
}
