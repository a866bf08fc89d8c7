"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, startTransition, useActionState, useEffect, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Problem, TextField } from "@/components/ui/field";
import { useRefused } from "@/components/ui/focus";
import { Link } from "@/components/ui/link";
import { InOutbox } from "@/components/words/in-outbox";
import { activateAction, recoverAction, type SignInState, signUpAction } from "@/lib/actions/sign-in";

const first: SignInState = { step: "password", no: null };
const TALL = "h-10";

type Action = (state: SignInState, form: FormData) => Promise<SignInState>;
type Fields = { children: (problemOf: (field: string) => string | undefined) => ReactNode };

/** A form of the front step: its fields, what was refused, one button; and in its place what to do next once it is done. */
function Form({ act, verb, done, children }: { act: Action; verb: string; done?: ReactNode } & Fields) {
  const t = useTranslations("signin");
  const [state, send, pending] = useActionState(act, first);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  const form = useRefused(state.no);
  const shown = ["email", "name", "password"];
  if (state.step === "done" && done) return <div role="status">{done}</div>;
  const { no } = state;
  return (
    <form
      ref={form}
      // Until the page's script runs, a browser would put the fields into the address: never, and not yet at all.
      method="post"
      className="flex max-w-md flex-col gap-4"
      // Sent by hand: a form's own action empties its fields, and a refusal must lose nothing.
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        startTransition(() => send(form));
      }}
    >
      {children((field) => (no?.field === field ? no.message : undefined))}
      {no && !shown.includes(no.field ?? "") && <Problem>{no.message}</Problem>}
      <Button type="submit" look="primary" className={`${TALL} self-start`} pending={pending} disabled={!ready}>
        {verb}
      </Button>
      <noscript>{t("needsScripts")}</noscript>
    </form>
  );
}

/** What comes next is in a letter; the demo, which has no mailboxes, says where it lies. */
function Mailed({ demo, children }: { demo: boolean; children: ReactNode }) {
  const t = useTranslations("signin");
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-muted">{children}</p>
      {demo && <InOutbox />}
      <Link href="/sign-in" className={buttonClass("plain")}>
        {t("back")}
      </Link>
    </div>
  );
}

type FieldProps = { error: string | undefined };

function EmailField({ error }: FieldProps) {
  const t = useTranslations("signin");
  return (
    <TextField
      label={t("email")}
      name="email"
      type="email"
      autoComplete="username"
      className={TALL}
      error={error}
      required
    />
  );
}

function PasswordField({ hint, error }: FieldProps & { hint: string }) {
  const t = useTranslations("signin");
  return (
    <TextField
      label={t("password")}
      name="password"
      type="password"
      autoComplete="new-password"
      className={TALL}
      hint={hint}
      error={error}
      required
    />
  );
}

/** An account of one's own. The answer is the same whether or not there was one. */
export function SignUpForm({ demo }: { demo: boolean }) {
  const t = useTranslations("signin");
  return (
    <Form act={signUpAction} verb={t("makeAccountButton")} done={<Mailed demo={demo}>{t("signUpDone")}</Mailed>}>
      {(problem) => (
        <>
          <EmailField error={problem("email")} />
          <TextField
            label={t("name")}
            name="name"
            maxLength={255}
            autoComplete="name"
            className={TALL}
            error={problem("name")}
          />
          <PasswordField hint={t("passwordHint")} error={problem("password")} />
        </>
      )}
    </Form>
  );
}

/** A way back in for whoever forgot their password. */
export function RecoverForm({ demo }: { demo: boolean }) {
  const t = useTranslations("signin");
  return (
    <Form act={recoverAction} verb={t("recoverButton")} done={<Mailed demo={demo}>{t("recoverDone")}</Mailed>}>
      {(problem) => <EmailField error={problem("email")} />}
    </Form>
  );
}

/** Where the letters of both lead. The key stands behind the `#`, so it reaches no log; opening the page changes nothing. */
export function ActivateForm() {
  const t = useTranslations("signin");
  const [key, setKey] = useState("");
  useEffect(() => {
    const read = () => setKey(window.location.hash.slice(1));
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  return (
    <Form act={activateAction} verb={t("continue")}>
      {(problem) => (
        <>
          <input type="hidden" name="key" value={key} />
          <PasswordField hint={t("activateHint", { strong: t("passwordHint") })} error={problem("password")} />
        </>
      )}
    </Form>
  );
}
