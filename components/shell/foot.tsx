"use client";

import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "../ui/button";
import { LogOut } from "../ui/icons";
import { Initials } from "../words/person";

/** Who is signed in, and the way out. `leave` ends the sign-in; afterwards nothing of the last person stays in memory. */
export function Foot({ name, email, leave }: { name: string; email: string; leave(): Promise<unknown> }) {
  const t = useTranslations("shell");
  const [pending, start] = useTransition();
  return (
    <section aria-label={t("signedInAs")} className="flex items-center gap-2 border-t border-line p-3">
      <Initials name={name || email} />
      <div className="min-w-0 flex-1 text-label">
        <p className="truncate font-medium">{name || email}</p>
        <p className="truncate text-muted">{email}</p>
      </div>
      <Button
        look="quiet"
        className="w-8 px-0! max-sm:w-10"
        aria-label={t("signOut")}
        pending={pending}
        onClick={() =>
          start(async () => {
            await leave();
            window.location.assign("/sign-in");
          })
        }
      >
        <LogOut size={16} aria-hidden />
      </Button>
    </section>
  );
}
