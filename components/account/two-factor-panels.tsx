"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Button, type Look } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { disable2FA, enable2FA } from "@/lib/actions/accounts";
import { accountKey } from "./queries";

/** A second factor that waits for its first code: the secret to type, and as a QR code to photograph. */
export type Begun = { secret: string; qr: { size: number; path: string } };

const digits = (form: FormData) => String(form.get("code") ?? "").replace(/\D/g, "");

/** The secret as a QR code and as a key to type, and the first code as its proof. */
export function EnablePanel({ open, begun, onClose }: { open: boolean; begun: Begun | null; onClose(): void }) {
  const t = useTranslations("account");
  const tell = useTell();
  const last = useRef(begun);
  last.current = begun ?? last.current;
  const { run, pending, errors } = useAct(enable2FA, {
    stale: [accountKey],
    done: () => {
      tell(t("twoFactorIsOn"), t("twoFactorIsOnMore"));
      onClose();
    },
  });
  const shown = last.current;
  return (
    <Panel open={open} onClose={onClose} title={t("twoFactorEnable")} says={t("twoFactorHow")}>
      {shown && (
        <Form errors={errors} onSubmit={(form) => run({ secret: shown.secret, code: digits(form) })}>
          <svg
            role="img"
            aria-label={t("qr")}
            viewBox={`-4 -4 ${shown.qr.size + 8} ${shown.qr.size + 8}`}
            shapeRendering="crispEdges"
            className="size-52 self-center rounded-md border border-line bg-[white] fill-[black]"
          >
            <path d={shown.qr.path} />
          </svg>
          <div>
            <p className="text-label font-medium">{t("secret")}</p>
            <code dir="ltr" className="block font-mono text-table break-all select-all">
              {shown.secret.replace(/(.{4})(?=.)/g, "$1 ")}
            </code>
          </div>
          <Proof act={t("twoFactorConfirm")} look="primary" pending={pending} onClose={onClose} />
        </Form>
      )}
    </Panel>
  );
}

export function DisablePanel({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useTranslations("account");
  const tell = useTell();
  const { run, pending, errors } = useAct(disable2FA, {
    stale: [accountKey],
    done: () => {
      tell(t("twoFactorIsOff"), t("twoFactorIsOffMore"));
      onClose();
    },
  });
  return (
    <Panel open={open} onClose={onClose} title={t("twoFactorDisable")} says={t("twoFactorDisableSays")}>
      <Form
        errors={errors}
        onSubmit={(form) => run({ password: String(form.get("password") ?? ""), code: digits(form) })}
      >
        <TextField label={t("yourPassword")} name="password" type="password" autoComplete="current-password" />
        <Proof act={t("twoFactorDisable")} look="deny" pending={pending} onClose={onClose} />
      </Form>
    </Panel>
  );
}

/** The code of the authenticator, and what it is given for. */
function Proof({ act, look, pending, onClose }: { act: string; look: Look; pending: boolean; onClose(): void }) {
  const t = useTranslations("account");
  return (
    <>
      <TextField
        label={t("code")}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        hint={t("codeHint")}
      />
      <div className="flex gap-2">
        <Button type="submit" look={look} pending={pending}>
          {act}
        </Button>
        <Button onClick={onClose}>{t("cancel")}</Button>
      </div>
    </>
  );
}
