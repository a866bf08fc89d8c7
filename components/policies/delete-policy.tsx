"use client";

import { useTranslations } from "next-intl";
import { ReplacedDelete } from "@/components/replaced-delete";
import { useTell } from "@/components/ui/toast";
import type { RoleBook as Book, Policy } from "@/components/words/role-book";
import { replacePolicy } from "@/lib/actions/pages";
import { deletePolicy } from "@/lib/actions/policies";

type Props = { open: boolean; onClose(): void; policy: Policy; book: Book; onGone(): void };

/** Asks before a policy goes. Where roles are made of it, another has to take its place in them. */
export function DeletePolicy({ open, onClose, policy, book, onGone }: Props) {
  const t = useTranslations("policies");
  const tell = useTell();
  const { id, name } = policy;
  const roles = book.roles.filter((role) => role.policyIds.includes(id));
  // A role is of one kind: cloud policies stay among themselves.
  const choices = book.policies.filter((one) => one.id !== id && (one.type === "CMP") === (policy.type === "CMP"));
  const isUsed = roles.length > 0;
  const group = (label: string, isSystem: boolean) => (
    <optgroup label={label}>
      {choices
        .filter((one) => one.isSystem === isSystem)
        .map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
    </optgroup>
  );
  return (
    <ReplacedDelete
      open={open}
      onClose={onClose}
      of={policy}
      isUsed={isUsed}
      choices={choices}
      words={{
        title: t("deleteTitle", { name }),
        act: isUsed ? t("replaceAndDelete") : t("delete"),
        uses: t("deleteUsed", { n: roles.length }),
        replacement: t("replacement"),
        choose: t("choosePolicy"),
        missing: t("chooseReplacement"),
      }}
      consequences={[t("deleteUnused"), t("deleteForGood")]}
      users={
        <ul className="mt-2 max-h-40 list-disc overflow-y-auto ps-5 text-ink">
          {roles.map((role) => (
            <li key={role.id}>
              {role.name} <span className="text-muted">{t("heldBy", { n: role.members })}</span>
            </li>
          ))}
        </ul>
      }
      options={
        <>
          {group(t("yours"), false)}
          {group(t("system"), true)}
        </>
      }
      weigh={(by) => ({ verb: "replacePolicy", input: { id, by } })}
      remove={(by) => (by === null ? deletePolicy({ id }) : replacePolicy({ id, by }))}
      done={(by) => {
        tell(t("deleted", { name }), by && t("replaced", { n: roles.length, name: by.name }));
        onGone();
      }}
    />
  );
}
