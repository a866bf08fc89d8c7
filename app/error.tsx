"use client";

import { useTranslations } from "next-intl";

/**
 * A page that could not be drawn. `digest` is what Next logged it under. Every page brings this along for the bad day, so it has no
 * parts of the kit.
 */
export default function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useTranslations("shell");
  return (
    <div className="p-6">
      <h1 className="text-title font-semibold">{t("errorTitle")}</h1>
      <p className="mb-6 max-w-prose text-muted">{t("errorSays")}</p>
      {error.digest && (
        <p className="mb-4 text-table text-muted">
          {t.rich("reference", { id: error.digest, code: (id) => <span className="font-mono">{id}</span> })}
        </p>
      )}
      <button
        type="button"
        className="h-8 rounded-md border border-edge bg-raised px-3 text-table"
        onClick={() => retry()}
      >
        {t("tryAgain")}
      </button>
      <a href="/" className="ms-2 inline-flex h-8 items-center rounded-md px-3 text-table text-accent">
        {t("home")}
      </a>
    </div>
  );
}
