"use client";

import { useTranslations } from "next-intl";
import { Check, Choices } from "@/components/ui/field";
import type { RoleChoice } from "@/components/words/choices";

/** Which roles, by checkbox, each with what it is for. */
export function RolePicker({
  roles,
  chosen,
  onChange,
  error,
}: {
  roles: readonly RoleChoice[];
  chosen: ReadonlySet<number>;
  onChange(chosen: ReadonlySet<number>): void;
  error?: string | undefined;
}) {
  const t = useTranslations("sharing");
  return (
    <Choices label={t("roles")} hint={t("rolesHint")} error={error}>
      {roles.map((role) => (
        <Check
          key={role.id}
          checked={chosen.has(role.id)}
          onChange={(event) => {
            const next = new Set(chosen);
            if (event.target.checked) next.add(role.id);
            else next.delete(role.id);
            onChange(next);
          }}
        >
          {role.name}
          {role.description && <span className="block text-label text-muted">{role.description}</span>}
        </Check>
      ))}
    </Choices>
  );
}
