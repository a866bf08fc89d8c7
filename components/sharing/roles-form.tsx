"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import type { Asking } from "@/components/ui/ask-why";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/states";
import { type Step, usePreview, wrongIn } from "@/components/use-preview";
import type { RoleChoice } from "@/components/words/choices";
import type { ResourceType } from "@/lib/domain/resource";
import { fitting } from "./queries";
import { RolePicker } from "./role-picker";

/** Other roles on one thing for one that has it, in place. `roles`: undefined until they are here. */
export function RolesForm({
  roles,
  type,
  before,
  pending,
  problem,
  why,
  weigh,
  onSave,
  onCancel,
}: {
  roles: readonly RoleChoice[] | undefined;
  type: ResourceType;
  before: readonly number[];
  pending: boolean;
  problem: string | undefined;
  why?: Asking | undefined;
  /** What saving these would be. */
  weigh(roleIds: number[]): Step;
  onSave(roleIds: number[]): void;
  onCancel(): void;
}) {
  const t = useTranslations("sharing");
  const ui = useTranslations("ui");
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(before));
  const [missed, setMissed] = useState(false);
  const isChanged = chosen.size !== before.length || before.some((id) => !chosen.has(id));
  const weighed = usePreview(isChanged && chosen.size > 0 ? [weigh([...chosen])] : null);
  if (!roles) return <Skeleton what={t("whatRoles")} rows={2} />;
  return (
    <form
      className="mt-2 flex flex-col gap-3 border-s-2 border-accent ps-4"
      onSubmit={(event) => {
        event.preventDefault();
        setMissed(chosen.size === 0);
        if (chosen.size > 0 && weighed.armed) onSave([...chosen]);
      }}
    >
      <RolePicker
        roles={fitting(roles, type)}
        chosen={chosen}
        onChange={setChosen}
        error={missed && chosen.size === 0 ? t("oneRole") : wrongIn(weighed).roleIds}
      />
      {isChanged && chosen.size > 0 && <PreviewLines of={weighed} beside={["roleIds"]} />}
      {problem && <Problem why={why}>{problem}</Problem>}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending} aria-disabled={!weighed.armed}>
          {t("saveRoles")}
        </Button>
        <Button onClick={onCancel}>{ui("cancel")}</Button>
      </div>
    </form>
  );
}
