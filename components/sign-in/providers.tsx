"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Signing in through somebody who knows you already. */
export function Providers({ providers, next }: { providers: { id: string; name: string }[]; next: string }) {
  const t = useTranslations("signin");
  const [pending, setPending] = useState("");
  if (providers.length === 0) return null;
  return (
    <div className="mt-6 flex flex-col gap-2 border-t border-line pt-6">
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          className="h-10"
          pending={pending === id}
          onClick={async () => {
            setPending(id);
            const { signIn } = await import("next-auth/react");
            await signIn(id, { callbackUrl: next });
          }}
        >
          {t("continueWith", { name })}
        </Button>
      ))}
    </div>
  );
}
