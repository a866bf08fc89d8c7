"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { Check, Copy } from "@/components/ui/icons";

/** A key, shown this once. A press or a double click chooses all of it. */
export function NewKey({ secret, onStored }: { secret: string; onStored(): void }) {
  const t = useTranslations("tokens");
  const [copied, setCopied] = useState<"" | "copied" | "refused">("");
  const copy = useRef<HTMLButtonElement>(null);
  useEffect(() => copy.current?.focus(), []);
  return (
    <div className="flex flex-col gap-4">
      <code
        dir="ltr"
        className="block rounded-md border border-edge bg-sunken p-3 font-mono text-table break-all select-all"
      >
        {secret}
      </code>
      <div className="flex flex-wrap gap-2">
        <Button
          ref={copy}
          look="primary"
          onClick={async () => {
            const done = await navigator.clipboard.writeText(secret).then(
              () => true,
              () => false,
            );
            setCopied(done ? "copied" : "refused");
            announce(done ? t("inClipboard") : t("copyRefused"));
          }}
        >
          {copied === "copied" ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          {copied === "copied" ? t("copied") : t("copy")}
        </Button>
        <Button onClick={onStored}>{t("stored")}</Button>
      </div>
      {copied === "refused" && <p className="text-table text-deny">{t("copyRefused")}</p>}
      <p className="text-table text-muted">
        {t.rich("sendAs", {
          code: (inside) => (
            <code dir="ltr" className="font-mono">
              {inside}
            </code>
          ),
        })}
      </p>
    </div>
  );
}
