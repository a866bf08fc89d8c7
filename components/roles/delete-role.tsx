"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useRead } from "@/components/reading";
import { Confirm } from "@/components/ui/dialog";
import { SelectField } from "@/components/ui/field";
import { followChosen } from "@/components/ui/focus";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { type RoleBook as Book, type Role, readUse, rolesKey, usedKey } from "@/components/words/role-book";
import type { Answer } from "@/lib/actions/answer";
import { replaceRole } from "@/lib/actions/pages";
import { deleteRole } from "@/lib/actions/roles";

type Props = { open: boolean; onClose(): void; role: Role; book: Book; onGone(): void };

/** Asks before a role goes. Where somebody holds it, another has to take its place: then nobody is left without. */
export function DeleteRole({ open, onClose, role, book, onGone }: Props) {
  const t = useTranslations("roles");
  const tell = useTell();
  const [by, setBy] = useState("");
  const [missed, setMissed] = useState(false);
  const follow = useRef(() => {});
  const choices = book.roles.filter((one) => one.id !== role.id && one.type === role.type);
  const replacement = choices.find((one) => String(one.id) === by);
  const isHeld = role.members > 0;
  const act = useAct(
    async (to: number | null): Promise<Answer<object>> =>
      to === null ? deleteRole({ id: role.id }) : replaceRole({ id: role.id, by: to }),
    {
      stale: [rolesKey],
      done: () => {
        tell(
          t("deleted", { name: role.name }),
          replacement && t("replaced", { n: role.members, name: replacement.name }),
        );
        onGone();
        follow.current();
      },
    },
  );
  return (
    <Confirm
      open={open}
      onClose={() => {
        act.reset();
        setMissed(false);
        onClose();
      }}
      title={t("deleteTitle", { name: role.name })}
      act={isHeld ? t("replaceAndDelete") : t("delete")}
      pending={act.pending}
      problem={act.no?.message}
      consequences={isHeld ? [] : [t("deleteNobody"), t("deleteForGood")]}
      name={isHeld ? role.name : undefined}
      onConfirm={() => {
        if (isHeld && !replacement) return setMissed(true);
        follow.current = followChosen();
        void act.run(replacement?.id ?? null);
      }}
    >
      {isHeld && (
        <>
          <p>{t("deleteHeld", { n: role.members })}</p>
          {open && <Holders role={role} />}
          <div className="mt-3 text-ink">
            <SelectField
              label={t("replacement")}
              hint={choices.length === 0 ? t("noReplacement") : undefined}
              value={by}
              error={missed && !replacement ? t("chooseReplacement") : undefined}
              onChange={(event) => setBy(event.target.value)}
            >
              <option value="">{t("chooseRole")}</option>
              {choices.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </SelectField>
          </div>
          {replacement && <p className="mt-2">{t("willReplace", { name: replacement.name })}</p>}
        </>
      )}
    </Confirm>
  );
}

/** Whoever holds it, by name. */
function Holders({ role }: { role: Role }) {
  const t = useTranslations("methods");
  const { data: use } = useRead(usedKey([role.id]), () => readUse([role.id]));
  if (!use) return null;
  const rest = use.totalMembers - use.members.length;
  return (
    <ul className="mt-2 max-h-40 list-disc overflow-y-auto ps-5 text-ink">
      {use.members.map((one) => (
        <li key={one.collaborationId}>
          {one.name} {one.email && one.email !== one.name && <span className="text-muted">{one.email}</span>}
        </li>
      ))}
      {rest > 0 && <li>{t("andMore", { n: rest })}</li>}
    </ul>
  );
}
