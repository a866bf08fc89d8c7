"use client";

import { useTranslations } from "next-intl";
import { startTransition, useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Problem, TextField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { signInAction } from "@/lib/actions/sign-in";

/** What a door that could only redirect has left in the address. */
const said = {
  "wrong-password": "saidWrongPassword",
  "too-many": "saidTooMany",
  exists: "saidExists",
  forbidden: "saidForbidden",
} as const;

const saidBy = (error: string) => (Object.hasOwn(said, error) ? said[error as keyof typeof said] : "saidOther");

/** Sends itself by script, and without one to the door beside it, which answers with a redirect. */
export function SignInForm({
  next,
  error,
  code,
  email,
  signUp,
}: {
  next: string;
  error: string;
  code: boolean;
  email: string;
  signUp: boolean;
}) {
  const t = useTranslations("signin");
  const first = { step: code ? "code" : "password", no: null } as const;
  const [state, act, pending] = useActionState(signInAction, first);
  const problem = state.no?.message ?? (error ? t(saidBy(error)) : "");
  return (
    <form
      method="post"
      action="/api/sign-in"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        startTransition(() => act(form));
      }}
    >
      <input type="hidden" name="next" value={next} />
      <TextField
        label={t("email")}
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email}
        className="h-10"
        required
      />
      <TextField
        label={t("password")}
        name="password"
        type="password"
        autoComplete="current-password"
        className="h-10"
        required
      />
      {state.step === "code" && (
        <TextField
          label={t("code")}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          hint={t("codeHint")}
          required
          autoFocus
        />
      )}
      {problem && <Problem>{problem}</Problem>}
      <Button type="submit" look="primary" className="h-10" pending={pending}>
        {t("signIn")}
      </Button>
      <p className="flex flex-wrap gap-x-5 gap-y-1 text-table">
        <Link href="/recover" className="text-accent">
          {t("forgot")}
        </Link>
        {signUp && (
          <Link href="/sign-up" className="text-accent">
            {t("makeAccount")}
          </Link>
        )}
      </p>
    </form>
  );
}
