"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRead } from "@/components/reading";
import { Badge } from "@/components/ui/badge";
import { Deeds } from "@/components/ui/deeds";
import { CircleCheck, CircleMinus, Copy, Lock, Pencil } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Section } from "@/components/ui/page";
import { Refusable } from "@/components/ui/refusable";
import { Shown } from "@/components/ui/states";
import { useOf, useOnlyOwner, useWhyNot } from "@/components/words/acting";
import { MethodMap } from "@/components/words/method-map";
import {
  type RoleBook as Book,
  catalogueKey,
  type Policy,
  type Role,
  readCatalogue,
  readUse,
  usedKey,
} from "@/components/words/role-book";
import { RoleUse } from "@/components/words/role-use";
import { DeletePolicy } from "./parts";

/** One policy: what it allows or denies, the roles made of it, and through them whom it concerns. The system's can only be copied. */
export function PolicyView({
  policy,
  book,
  onEdit,
  onCopy,
  onGone,
}: {
  policy: Policy;
  book: Book;
  onEdit(): void;
  onCopy(): void;
  onGone(): void;
}) {
  const t = useTranslations("policies");
  const onlyOwner = useOnlyOwner();
  const whyNot = useWhyNot();
  const [deleting, setDeleting] = useState(false);
  const catalogue = useRead(catalogueKey, readCatalogue);
  const roles = book.roles.filter((role) => role.policyIds.includes(policy.id));
  const held = new Set(policy.methods);
  const denies = policy.behavior === "DENY";
  const unsafe = catalogue.data?.filter((entry) => !entry.isSafe && held.has(entry.name)).length ?? 0;
  const n = policy.methods.length;
  return (
    <article aria-labelledby="policy-name">
      <header className="mb-6 flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id="policy-name" tabIndex={-1} className="outline-none text-why font-semibold break-words">
            {policy.name}
          </h2>
          <p className="text-muted">{policy.description ? <bdi>{policy.description}</bdi> : t("noDescription")}</p>
          <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
            {denies ? (
              <Badge tone="deny" icon={CircleMinus}>
                {t("deniesAlways")}
              </Badge>
            ) : (
              <Badge tone="allow" icon={CircleCheck}>
                {t("allows")}
              </Badge>
            )}
            {policy.isSystem && (
              <Badge tone="muted" icon={Lock}>
                {t("isSystem")}
              </Badge>
            )}
          </p>
        </div>
        <Deeds
          menu={
            <Menu label={t("actionsFor", { name: policy.name })}>
              <MenuItem onSelect={() => window.print()}>{t("print")}</MenuItem>
              {!policy.isSystem && (
                <MenuItem
                  danger
                  refused={onlyOwner}
                  why={whyNot("users.collaboration.DeletePolicy")}
                  onSelect={() => setDeleting(true)}
                >
                  {t("delete")}
                </MenuItem>
              )}
            </Menu>
          }
        >
          {!policy.isSystem && (
            <Refusable id="edit" refused={onlyOwner} why={whyNot("users.collaboration.EditPolicy")} onClick={onEdit}>
              <Pencil size={16} aria-hidden /> {t("edit")}
            </Refusable>
          )}
          <Refusable refused={onlyOwner} why={whyNot("users.collaboration.AddPolicy")} onClick={onCopy}>
            <Copy size={16} aria-hidden /> {t("copy")}
          </Refusable>
        </Deeds>
      </header>
      <Section title={t(denies ? "deniesN" : "allowsN", { n })}>
        {catalogue.data && <p className="mb-3 text-muted">{t("kinds", { reads: n - unsafe, unsafe })}</p>}
        <Shown of={catalogue} what={t("whatMethods")} isEmpty={false} empty={null} rows={3}>
          <MethodMap
            catalogue={(catalogue.data ?? []).filter((entry) => entry.shareable)}
            denies={denies}
            markOf={(name) => (held.has(name) ? (denies ? "denied" : "held") : "none")}
          />
        </Shown>
      </Section>
      <Section title={t("partOf", { n: roles.length })}>
        {roles.length > 0 ? <Roles roles={roles} /> : <p className="text-table text-muted">{t("partOfNone")}</p>}
      </Section>
      {roles.some((role) => role.members > 0) && (
        <Section title={t("concerns")}>
          <Use roleIds={roles.map((role) => role.id)} />
        </Section>
      )}
      {!policy.isSystem && (
        <DeletePolicy open={deleting} onClose={() => setDeleting(false)} policy={policy} book={book} onGone={onGone} />
      )}
    </article>
  );
}

function Roles({ roles }: { roles: readonly Role[] }) {
  const count = useTranslations("words");
  return (
    <ul className="divide-y divide-line border-y border-line">
      {roles.map((role) => (
        <li key={role.id} className="flex min-h-9 items-center justify-between gap-3 py-1 text-table">
          <Link href={`/roles?role=${role.id}`} className="min-w-0 break-words text-accent hover:underline">
            {role.name}
          </Link>
          <span className="whitespace-nowrap text-muted">{count("members", { n: role.members })}</span>
        </li>
      ))}
    </ul>
  );
}

function Use({ roleIds }: { roleIds: readonly number[] }) {
  const { ownerUid } = useOf();
  return <RoleUse of={useRead(usedKey(roleIds, ownerUid), () => readUse(roleIds, ownerUid))} />;
}
