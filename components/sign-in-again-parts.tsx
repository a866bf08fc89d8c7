"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { type RefObject, useActionState, useEffect, useRef } from "react";
import { type SignInState, signInHereAction } from "@/lib/actions/sign-in";
import { Button } from "./ui/button";
import { Problem, TextField } from "./ui/field";
import { useMe } from "./ui/me";

/** The sign-in in place: the same person, over the page as it was. */
export function SignInAgainDialog({ open, onAnswer }: { open: boolean; onAnswer(again: boolean): void }) {
  const t = useTranslations("ui");
  const password = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onAnswer(false)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil appear" />
        <Dialog.Popup
          initialFocus={password}
          className="fixed inset-0 z-50 m-auto flex h-fit w-[min(400px,calc(100vw-32px))] flex-col gap-3 rounded-md border border-line bg-raised p-5 shadow-float appear"
        >
          <Dialog.Title className="text-why font-semibold">{t("againTitle")}</Dialog.Title>
          <Dialog.Description className="text-muted">{t("againSays")}</Dialog.Description>
          <Again onAnswer={onAnswer} password={password} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const first: SignInState = { step: "password", no: null };

function Again({
  onAnswer,
  password,
}: {
  onAnswer(again: boolean): void;
  password: RefObject<HTMLInputElement | null>;
}) {
  const t = useTranslations("ui");
  const { email, demo } = useMe();
  const [state, send, pending] = useActionState(signInHereAction, first);
  useEffect(() => {
    if (state.step === "done") onAnswer(true);
  }, [state, onAnswer]);
  return (
    <form action={send} className="flex flex-col gap-3">
      <TextField label={t("againEmail")} name="email" type="email" readOnly value={email} autoComplete="username" />
      <TextField
        label={t("againPassword")}
        ref={password}
        name="password"
        type="password"
        autoComplete="current-password"
        hint={demo ? t("againDemo") : undefined}
      />
      {state.step === "code" && (
        <TextField label={t("againCode")} name="code" inputMode="numeric" autoComplete="one-time-code" />
      )}
      {state.no && <Problem>{state.no.message}</Problem>}
      <div className="flex justify-end gap-2">
        <Dialog.Close render={<Button>{t("cancel")}</Button>} />
        <Button type="submit" look="primary" pending={pending}>
          {t("againSignIn")}
        </Button>
      </div>
    </form>
  );
}
