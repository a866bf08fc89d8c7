"use client";

import Link from "next/link";
import { startTransition, useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Problem, TextField } from "@/components/ui/field";
import { signInAction } from "@/lib/actions/sign-in";

/** What a door that could only redirect has left in the address. */
const said: Record<string, string> = {
  "wrong-password": "This address and password do not go together.",
  "too-many": "Too many attempts. Wait a few minutes, then try again.",
  exists: "This address has an account already. Sign in with its password.",
  forbidden: "An account is made from an invitation. Ask somebody to invite you.",
};

/** Sends itself by script, and without one to the door beside it, which answers with a redirect. */
export function SignInForm({
  next,
  error,
  code,
  signUp,
}: {
  next: string;
  error: string;
  code: boolean;
  signUp: boolean;
}) {
  const first = { step: code ? "code" : "password", no: null } as const;
  const [state, act, pending] = useActionState(signInAction, first);
  const problem = state.no?.message ?? (error ? (said[error] ?? "Signing in did not work. Try again.") : "");
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
      <TextField label="E-mail address" name="email" type="email" autoComplete="username" className="h-10" required />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        className="h-10"
        required
      />
      {state.step === "code" && (
        <TextField
          label="Code"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          hint="The six digits your authenticator shows now."
          required
          autoFocus
        />
      )}
      {problem && <Problem>{problem}</Problem>}
      <Button type="submit" look="primary" className="h-10" pending={pending}>
        Sign in
      </Button>
      <p className="flex flex-wrap gap-x-5 gap-y-1 text-table">
        <Link href="/recover" className="text-accent">
          Forgot your password?
        </Link>
        {signUp && (
          <Link href="/sign-up" className="text-accent">
            Make an account
          </Link>
        )}
      </p>
    </form>
  );
}
