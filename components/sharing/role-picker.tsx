"use client";

import { useTranslations } from "next-intl";
import { Check, Choices } from "@/components/ui/field";
import { Why } from "@/components/ui/why";
import type { RoleChoice } from "@/components/words/choices";

/** Which roles, by checkbox, each with what it is for. What the reader cannot give stands there too, and says why. */
export function RolePicker({
  roles,
  chosen,
  onChange,
  name,
  error,
}: {
  roles: readonly RoleChoice[];
  chosen: ReadonlySet<number>;
  onChange(chosen: ReadonlySet<number>): void;
  name?: string;
  error?: string | undefined;
}) {
  const t = useTranslations("sharing");
  return (
    <Choices label={t("roles")} hint={t("rolesHint")} name={name} error={error}>
      {roles.map(({ lacking = [], why, ...role }) => (
        <div key={role.id} className="flex items-start justify-between gap-2">
          <Check
            checked={chosen.has(role.id)}
            aria-disabled={lacking.length > 0 || undefined}
            onChange={(event) => {
              if (lacking.length > 0) return;
              const next = new Set(chosen);
              if (event.target.checked) next.add(role.id);
              else next.delete(role.id);
              onChange(next);
            }}
          >
            {role.name}
            {role.description && (
              <span className="block text-label text-muted">
                <bdi>{role.description}</bdi>
              </span>
            )}
            {lacking.length > 0 && (
              <span className="block text-label text-wait">
                {t("lacking", { n: lacking.length, first: lacking[0]! })}
              </span>
            )}
          </Check>
          {why && <Why question={why} label={t("whyNotHeld", { role: role.name })} className="h-7! flex-none" />}
        </div>
      ))}
    </Choices>
  );
}
