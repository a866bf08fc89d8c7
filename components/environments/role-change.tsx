"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRead } from "@/components/reading";
import { readRolesOn, rolesOnKey } from "@/components/sharing/queries";
import { RolePicker } from "@/components/sharing/role-picker";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/states";
import { useOf } from "@/components/words/acting";
import type { Access, PlaceShown } from "./queries";
import { useRoleChange } from "./use-shares";

/** Other roles on the thing for one that has it, in place. */
export function RoleChange({
  access,
  place,
  roleIds,
  onDone,
}: {
  access: Access;
  place: Pick<PlaceShown, "type" | "resourceId" | "name">;
  roleIds: readonly number[];
  onDone(): void;
}) {
  const t = useTranslations("environments");
  const ui = useTranslations("ui");
  const of = useOf();
  const roles = useRead(rolesOnKey(place, of), () => readRolesOn(place, of));
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(roleIds));
  const [missed, setMissed] = useState(false);
  const { run, pending, no } = useRoleChange(place, onDone);
  if (!roles.data) return <Skeleton what={t("whatRoles")} rows={2} />;
  return (
    <form
      className="mt-2 flex flex-col gap-3 border-s-2 border-accent ps-4"
      onSubmit={(event) => {
        event.preventDefault();
        setMissed(chosen.size === 0);
        if (chosen.size > 0) run({ access, roleIds: [...chosen] });
      }}
    >
      <RolePicker
        roles={roles.data.filter(({ type }) => type === (place.type.endsWith("REGION") ? "CMP" : "VAP"))}
        chosen={chosen}
        onChange={setChosen}
        error={missed && chosen.size === 0 ? t("oneRole") : undefined}
      />
      {no && <Problem>{no.message}</Problem>}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending}>
          {t("saveRoles")}
        </Button>
        <Button onClick={onDone}>{ui("cancel")}</Button>
      </div>
    </form>
  );
}
