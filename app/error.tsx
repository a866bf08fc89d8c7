"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page";

/** A page that could not be drawn. `digest` is what Next logged it under. */
export default function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useTranslations("shell");
  return (
    <div className="p-6">
      <PageHead title={t("errorTitle")} says={t("errorSays")} />
      {error.digest && (
        <p className="mb-4 text-table text-muted">
          {t.rich("reference", { id: error.digest, code: (id) => <span className="font-mono">{id}</span> })}
        </p>
      )}
      <Button onClick={() => retry()}>{t("tryAgain")}</Button>
    </div>
  );
}
