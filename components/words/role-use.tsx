"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Users } from "../ui/icons";
import { Link } from "../ui/link";
import { type Asked, Shown } from "../ui/states";
import { MemberState } from "./member-state";
import { Initials } from "./person";
import { Resource, useResourceWords } from "./resource";
import type { RoleUse as Use } from "./role-book";

/** How many stand there before the rest is unfolded. */
const FIRST = 6;

/** Who holds a role and on what, by name. `roleId` leads to all of them on the page of members. */
export function RoleUse({ of, roleId }: { of: Asked & { data: Use | undefined }; roleId?: number }) {
  const t = useTranslations("methods");
  const count = useTranslations("words");
  const use = of.data;
  return (
    <Shown of={of} what={t("whatUse")} isEmpty={false} empty={null} rows={3}>
      {use && (
        <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
          <div>
            <h3 className="border-b border-line pb-1 text-label text-muted">
              {count("members", { n: use.totalMembers })}
            </h3>
            <Some items={use.members.map((one) => <Holder key={one.collaborationId} holder={one} />)} />
            {use.totalMembers > use.members.length && roleId !== undefined && (
              <p className="pt-2 text-table">
                <Link href={`/members?role=${roleId}`} className="text-accent underline underline-offset-2">
                  {t("allHolders", { n: use.totalMembers })}
                </Link>
              </p>
            )}
          </div>
          <div>
            <h3 className="border-b border-line pb-1 text-label text-muted">
              {count("sharedThings", { n: use.totalThings })}
            </h3>
            <Some
              items={use.things.map((thing) => (
                <li
                  key={`${thing.type}:${thing.resourceId}`}
                  className="flex justify-between gap-3 border-b border-line py-2 text-table"
                >
                  <Resource item={thing} kind={false} />
                  <span className="whitespace-nowrap text-muted">{count("members", { n: thing.members })}</span>
                </li>
              ))}
            />
          </div>
        </div>
      )}
    </Shown>
  );
}

function Holder({ holder }: { holder: Use["members"][number] }) {
  const t = useTranslations("methods");
  const { inShort } = useResourceWords();
  return (
    <li className="flex items-start gap-3 border-b border-line py-2 text-table">
      {holder.memberId === null ? (
        <span className="inline-flex size-6 flex-none items-center justify-center">
          <Users size={16} aria-hidden className="text-muted" />
        </span>
      ) : (
        <Initials name={holder.name} size="small" />
      )}
      <span className="min-w-0 flex-1">
        {holder.memberId === null ? (
          <span className="break-words">
            {holder.name} <span className="text-muted">{t("teamOf", { n: holder.people })}</span>
          </span>
        ) : (
          <Link href={`/members/${holder.memberId}`} className="break-words hover:underline">
            {holder.name}
          </Link>
        )}
        <span className="block text-label break-words text-muted">{t("on", { things: inShort(holder.things) })}</span>
      </span>
      {holder.state && <MemberState state={holder.state} />}
    </li>
  );
}

function Some({ items }: { items: readonly ReactNode[] }) {
  const t = useTranslations("methods");
  return (
    <>
      <ul>{items.slice(0, FIRST)}</ul>
      {items.length > FIRST && (
        <details className="group print:[&::details-content]:[content-visibility:visible]">
          <summary className="py-2 text-table text-accent group-open:hidden print:hidden">
            {t("andMore", { n: items.length - FIRST })}
          </summary>
          <ul>{items.slice(FIRST)}</ul>
        </details>
      )}
    </>
  );
}
