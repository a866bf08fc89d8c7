"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Confirm } from "@/components/ui/dialog";
import { SelectField } from "@/components/ui/field";
import { followChosen } from "@/components/ui/focus";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { type RoleBook as Book, type Policy, rolesKey } from "@/components/words/role-book";
import type { Answer } from "@/lib/actions/answer";
import { replacePolicy } from "@/lib/actions/pages";
import { deletePolicy } from "@/lib/actions/policies";

type Props = { open: boolean; onClose(): void; policy: Policy; book: Book; onGone(): void };

/** Asks before a policy goes. Where roles are made of it, another has to take its place in them. */
export function DeletePolicy({ open, onClose, policy, book, onGone }: Props) {
  const t = useTranslations("policies");
  const tell = useTell();
  const [by, setBy] = useState("");
  const [missed, setMissed] = useState(false);
  const follow = useRef(() => {});
  const roles = book.roles.filter((role) => role.policyIds.includes(policy.id));
  // A role is of one kind: cloud policies stay among themselves.
  const choices = book.policies.filter(
    (one) => one.id !== policy.id && (one.type === "CMP") === (policy.type === "CMP"),
  );
  const replacement = choices.find((one) => String(one.id) === by);
  const isUsed = roles.length > 0;
  const act = useAct(
    async (to: number | null): Promise<Answer<object>> =>
      to === null ? deletePolicy({ id: policy.id }) : replacePolicy({ id: policy.id, by: to }),
    {
      stale: [rolesKey],
      done: () => {
        tell(
          t("deleted", { name: policy.name }),
          replacement && t("replaced", { n: roles.length, name: replacement.name }),
        );
        onGone();
        follow.current();
      },
    },
  );
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
    <Confirm
      open={open}
      onClose={() => {
        act.reset();
        setMissed(false);
        onClose();
      }}
      title={t("deleteTitle", { name: policy.name })}
      act={isUsed ? t("replaceAndDelete") : t("delete")}
      pending={act.pending}
      problem={act.no?.message}
      consequences={isUsed ? [] : [t("deleteUnused"), t("deleteForGood")]}
      name={isUsed ? policy.name : undefined}
      onConfirm={() => {
        if (isUsed && !replacement) return setMissed(true);
        follow.current = followChosen();
        void act.run(replacement?.id ?? null);
      }}
    >
      {isUsed && (
        <>
          <p>{t("deleteUsed", { n: roles.length })}</p>
          <ul className="mt-2 max-h-40 list-disc overflow-y-auto ps-5 text-ink">
            {roles.map((role) => (
              <li key={role.id}>
                {role.name} <span className="text-muted">{t("heldBy", { n: role.members })}</span>
              </li>
            ))}
          </ul>
          <div className="mt-3 text-ink">
            <SelectField
              label={t("replacement")}
              value={by}
              error={missed && !replacement ? t("chooseReplacement") : undefined}
              onChange={(event) => setBy(event.target.value)}
            >
              <option value="">{t("choosePolicy")}</option>
              {group(t("yours"), false)}
              {group(t("system"), true)}
            </SelectField>
          </div>
        </>
      )}
    </Confirm>
  );
}
