"use client";

import { useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { ReplacedDelete } from "@/components/replaced-delete";
import { useTell } from "@/components/ui/toast";
import { type RoleBook as Book, type Role, readUse, usedKey } from "@/components/words/role-book";
import { replaceRole } from "@/lib/actions/pages";
import { deleteRole } from "@/lib/actions/roles";

type Props = { open: boolean; onClose(): void; role: Role; book: Book; onGone(): void };

/** Asks before a role goes. Where somebody holds it, another has to take its place: then nobody is left without. */
export function DeleteRole({ open, onClose, role, book, onGone }: Props) {
  const t = useTranslations("roles");
  const tell = useTell();
  const { id, name, members } = role;
  const choices = book.roles.filter((one) => one.id !== id && one.type === role.type);
  const isUsed = members > 0;
  return (
    <ReplacedDelete
      open={open}
      onClose={onClose}
      of={role}
      isUsed={isUsed}
      choices={choices}
      words={{
        title: t("deleteTitle", { name }),
        act: isUsed ? t("replaceAndDelete") : t("delete"),
        uses: t("deleteHeld", { n: members }),
        replacement: t("replacement"),
        choose: t("chooseRole"),
        missing: t("chooseReplacement"),
      }}
      consequences={[t("deleteNobody"), t("deleteForGood")]}
      hint={choices.length === 0 ? t("noReplacement") : undefined}
      users={open && <Holders role={role} />}
      options={choices.map((one) => (
        <option key={one.id} value={one.id}>
          {one.name}
        </option>
      ))}
      says={(by) => <p className="mt-2">{t("willReplace", { name: by.name })}</p>}
      weigh={(by) => ({ verb: "replaceRole", input: { id, by } })}
      remove={(by) => (by === null ? deleteRole({ id }) : replaceRole({ id, by }))}
      done={(by) => {
        tell(t("deleted", { name }), by && t("replaced", { n: members, name: by.name }));
        onGone();
      }}
    />
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
