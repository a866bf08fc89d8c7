"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { changePassword } from "@/lib/actions/accounts";
import type { MyAccount } from "@/lib/actions/pages";
import { signInsKey } from "./queries";

/** Another password. The one there is is asked for in place, where it was given too long ago. */
export function Password({ account }: { account: MyAccount }) {
  const t = useTranslations("account");
  const tell = useTell();
  const [sent, setSent] = useState(0);
  const { run, pending, errors } = useAct(changePassword, {
    stale: [signInsKey],
    done: () => {
      tell(t("passwordChanged"), t("passwordChangedMore"));
      setSent(sent + 1);
    },
  });
  if (!account.hasPassword) {
    return (
      <div className="flex flex-col items-start gap-3">
        <p>{t("noPassword")}</p>
        <Link href="/recover" className={buttonClass()}>
          {t("choosePassword")}
        </Link>
      </div>
    );
  }
  return (
    <Form key={sent} errors={errors} onSubmit={(form) => run({ newPassword: String(form.get("newPassword") ?? "") })}>
      <input type="hidden" name="username" autoComplete="username" value={account.email} readOnly />
      <TextField
        label={t("newPassword")}
        name="newPassword"
        type="password"
        autoComplete="new-password"
        hint={account.twoFactor ? t("newPasswordHintTwo") : t("newPasswordHint")}
      />
      <Button type="submit" className="self-start" pending={pending}>
        {t("changePassword")}
      </Button>
    </Form>
  );
}
