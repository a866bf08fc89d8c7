"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback } from "react";
import { UserCog } from "@/components/ui/icons";
import { Button } from "../ui/button";
import { HrefContext } from "../ui/link";
import { useActing, useOf } from "../words/acting";
import { hrefOf } from "../words/of";

/** While one works in the account of another, links stay in it. */
export function InAccount({ children }: { children: ReactNode }) {
  const of = useOf();
  const stay = useCallback((href: string) => hrefOf(href, of), [of]);
  return <HrefContext value={stay}>{children}</HrefContext>;
}

/** Says in whose account one works, and leads back to one's own. */
export function Acting() {
  const t = useTranslations("shell");
  const router = useRouter();
  const owner = useActing();
  if (!owner) return null;
  return (
    <section
      aria-label={t("actingLabel")}
      className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line bg-sunken py-2 ps-4 pe-2 text-table print:hidden"
    >
      <p className="flex min-w-0 flex-1 basis-60 items-start gap-2">
        <UserCog size={16} aria-hidden className="mt-px flex-none text-muted" />
        <span className="min-w-0 break-words">{t("acting", { name: owner.name })}</span>
      </p>
      <Button onClick={() => router.push("/members")}>{t("workOwn")}</Button>
    </section>
  );
}
