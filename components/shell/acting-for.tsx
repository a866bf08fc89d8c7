"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { UserCog } from "@/components/ui/icons";
import { Button } from "../ui/button";

/** Says in whose account one works, and leads back to one's own. */
export function ActingFor({ name }: { name: string }) {
  const t = useTranslations("shell");
  const router = useRouter();
  return (
    <section
      aria-label={t("actingLabel")}
      className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line bg-sunken py-2 ps-4 pe-2 text-table print:hidden"
    >
      <p className="flex min-w-0 flex-1 basis-60 items-start gap-2">
        <UserCog size={16} aria-hidden className="mt-px flex-none text-muted" />
        <span className="min-w-0 break-words">{t("acting", { name })}</span>
      </p>
      <Button onClick={() => router.push("/members")}>{t("workOwn")}</Button>
    </section>
  );
}
