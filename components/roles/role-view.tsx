"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRead, useStale } from "@/components/reading";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Deeds } from "@/components/ui/deeds";
import { Columns2, Copy, Lock, Pencil } from "@/components/ui/icons";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Section } from "@/components/ui/page";
import { Refusable } from "@/components/ui/refusable";
import { Shown } from "@/components/ui/states";
import { useTell } from "@/components/ui/toast";
import { Why } from "@/components/ui/why";
import { useAct } from "@/components/use-act";
import { useOnlyOwner, useWhyNot } from "@/components/words/acting";
import { MethodMap } from "@/components/words/method-map";
import {
  type RoleBook as Book,
  catalogueKey,
  policiesOf,
  type Role,
  readCatalogue,
  readUse,
  rolesKey,
  sumOf,
  type Template,
  undoing,
  usedKey,
} from "@/components/words/role-book";
import { RoleUse } from "@/components/words/role-use";
import { switchRoleLetters } from "@/lib/actions/pages";
import { DeleteRole } from "./parts";
import { PolicyLines } from "./policy-lines";

/** One role: what it can do, what it is made of, who holds it and on what. A ready-made one can only be copied. */
export function RoleView({
  role,
  book,
  ownerUid,
  onEdit,
  onCopy,
  onCompare,
  onGone,
}: {
  role: Role | Template;
  book: Book;
  ownerUid: number | undefined;
  onEdit(): void;
  onCopy(): void;
  onCompare(): void;
  onGone(): void;
}) {
  const t = useTranslations("roles");
  const onlyOwner = useOnlyOwner();
  const whyNot = useWhyNot();
  const [deleting, setDeleting] = useState(false);
  const catalogue = useRead(catalogueKey, readCatalogue);
  const own = "id" in role ? role : null;
  const made = policiesOf(role.policyIds, book.policies);
  const { allowed, denied } = sumOf(made);
  const lacking = new Set(own?.lacking);
  const safe = new Set(catalogue.data?.filter((entry) => entry.isSafe).map((entry) => entry.name));
  const reads = [...allowed].filter((name) => safe.has(name)).length;
  return (
    <article aria-labelledby="role-name">
      <header className="mb-6 flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id="role-name" tabIndex={-1} className="outline-none text-why font-semibold break-words">
            {role.name}
          </h2>
          <p className="text-muted">{role.description ? <bdi>{role.description}</bdi> : t("noDescription")}</p>
          {!own && (
            <p className="mt-1">
              <Badge tone="muted" icon={Lock}>
                {t("system")}
              </Badge>
            </p>
          )}
          {lacking.size > 0 && (
            <p className="mt-1 flex gap-1.5 text-table text-wait">
              <Lock size={16} aria-hidden className="mt-px flex-none" />
              {t("cannotGive", { n: lacking.size })}
            </p>
          )}
        </div>
        <Deeds
          menu={
            <Menu label={t("actionsFor", { name: role.name })}>
              <MenuItem onSelect={() => window.print()}>{t("print")}</MenuItem>
              {own && (
                <MenuItem
                  danger
                  refused={onlyOwner}
                  why={whyNot("users.collaboration.DeleteRole")}
                  onSelect={() => setDeleting(true)}
                >
                  {t("delete")}
                </MenuItem>
              )}
            </Menu>
          }
        >
          {own && (
            <Refusable id="edit" refused={onlyOwner} why={whyNot("users.collaboration.EditRole")} onClick={onEdit}>
              <Pencil size={16} aria-hidden /> {t("edit")}
            </Refusable>
          )}
          <Refusable refused={onlyOwner} why={whyNot("users.collaboration.AddRole")} onClick={onCopy}>
            <Copy size={16} aria-hidden /> {t("copy")}
          </Refusable>
          <Button id="compare" onClick={onCompare}>
            <Columns2 size={16} aria-hidden /> {t("compare")}
          </Button>
        </Deeds>
      </header>
      <Section title={t("allows", { n: allowed.size })}>
        <p className="mb-3 text-muted">
          {catalogue.data && allowed.size > 0 && t("kinds", { reads, unsafe: allowed.size - reads })}{" "}
          {denied.size > 0 && t("denies", { n: denied.size })}
        </p>
        <Shown of={catalogue} what={t("whatMethods")} isEmpty={false} empty={null} rows={6}>
          <MethodMap
            catalogue={(catalogue.data ?? []).filter((entry) => entry.shareable)}
            markOf={(name) =>
              lacking.has(name) ? "lacking" : allowed.has(name) ? "held" : denied.has(name) ? "denied" : "none"
            }
          />
        </Shown>
      </Section>
      <Section title={t("madeOf", { n: made.length })}>
        <PolicyLines policies={made} denied={denied} />
      </Section>
      {own && (
        <>
          <Section title={t("holders")}>
            {own.members > 0 ? (
              <Use roleId={own.id} ownerUid={ownerUid} />
            ) : (
              <p className="text-table text-muted">{t("heldByNobody")}</p>
            )}
          </Section>
          <Letters role={own} mayChange={book.own} />
          <DeleteRole open={deleting} onClose={() => setDeleting(false)} role={own} book={book} onGone={onGone} />
        </>
      )}
      {!own && <p className="text-table text-muted">{t("readyMadeWhy")}</p>}
    </article>
  );
}

function Use({ roleId, ownerUid }: { roleId: number; ownerUid: number | undefined }) {
  const ids = [roleId];
  return <RoleUse of={useRead(usedKey(ids, ownerUid), () => readUse(ids, ownerUid))} roleId={roleId} />;
}

/** Whether whoever holds the role gets letters about load; switched at once. */
function Letters({ role, mayChange }: { role: Role; mayChange: boolean }) {
  const t = useTranslations("roles");
  const tell = useTell();
  const stale = useStale();
  const onlyOwner = useOnlyOwner();
  const whyNot = useWhyNot();
  const after = () => stale([rolesKey]);
  const { run, pending, no } = useAct(switchRoleLetters, {
    stale: [rolesKey],
    done: (_, { id, on }) =>
      tell(t(on ? "lettersOn" : "lettersOff", { name: role.name }), undefined, {
        undo: undoing(() => switchRoleLetters({ id, on: !on }), after),
      }),
  });
  return (
    <Section title={t("letters")}>
      <label className="flex min-h-8 items-center gap-3 py-1 text-table">
        <input
          type="checkbox"
          role="switch"
          className="switch"
          checked={role.notify}
          aria-checked={role.notify}
          aria-disabled={!mayChange || pending || undefined}
          aria-describedby={mayChange ? undefined : "letters-why"}
          onChange={(event) => mayChange && !pending && run({ id: role.id, on: event.target.checked })}
        />
        <span>{t("lettersAbout")}</span>
      </label>
      {!mayChange && (
        <p id="letters-why" className="text-table text-muted">
          {onlyOwner}
          {onlyOwner && <Why question={whyNot("users.collaboration.EditRole")!} className="h-6!" />}
        </p>
      )}
      {no && (
        <p role="alert" className="text-table text-deny">
          {no.message}
        </p>
      )}
    </Section>
  );
}
