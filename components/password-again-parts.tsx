"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { checkPassword } from "@/lib/actions/tokens";
import { Button } from "./ui/button";
import { TextField } from "./ui/field";
import { useMe } from "./ui/me";

/** The password in place, over the page as it was; what asked for it goes on afterwards. */
export function PasswordAgainDialog({ open, onAnswer }: { open: boolean; onAnswer(given: boolean): void }) {
  const t = useTranslations("ui");
  const field = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onAnswer(false)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil appear" />
        <Dialog.Popup
          initialFocus={field}
          className="fixed inset-0 z-50 m-auto flex h-fit w-[min(400px,calc(100vw-32px))] flex-col gap-3 rounded-md border border-line bg-raised p-5 shadow-float appear"
        >
          <Dialog.Title className="text-why font-semibold">{t("passwordTitle")}</Dialog.Title>
          <Dialog.Description className="text-muted">{t("passwordSays")}</Dialog.Description>
          {open && <Again onAnswer={onAnswer} field={field} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Again({
  onAnswer,
  field,
}: {
  onAnswer(given: boolean): void;
  field: React.RefObject<HTMLInputElement | null>;
}) {
  const t = useTranslations("ui");
  const { email, demo } = useMe();
  const [error, setError] = useState("");
  const [pending, setPending] = useState(false);
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={async (event) => {
        event.preventDefault();
        const password = String(new FormData(event.currentTarget).get("password") ?? "");
        if (!password) {
          setError(t("passwordEmpty"));
          field.current?.focus();
          return;
        }
        setPending(true);
        const answer = await checkPassword({ password }).catch(() => null);
        setPending(false);
        if (answer?.ok) onAnswer(true);
        else {
          setError(answer ? (answer.code === "wrong-password" ? t("passwordWrong") : answer.message) : t("unreached"));
          field.current?.select();
        }
      }}
    >
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <TextField
        label={t("againPassword")}
        ref={field}
        name="password"
        type="password"
        autoComplete="current-password"
        hint={demo ? t("againDemo") : undefined}
        error={error}
      />
      <div className="flex justify-end gap-2">
        <Dialog.Close render={<Button>{t("cancel")}</Button>} />
        <Button type="submit" look="primary" pending={pending}>
          {t("passwordGo")}
        </Button>
      </div>
    </form>
  );
}
