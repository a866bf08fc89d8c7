"use client";

import Link from "next/link";
import { type ReactNode, startTransition, useActionState, useEffect, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Problem, TextField } from "@/components/ui/field";
import { activateAction, recoverAction, type SignInState, signUpAction } from "@/lib/actions/sign-in";

const first: SignInState = { step: "password", no: null };
const TALL = "h-10";
const STRONG = "At least 15 characters. Several words are easy to remember and hard to guess.";

type Action = (state: SignInState, form: FormData) => Promise<SignInState>;
type Fields = { children: (problemOf: (field: string) => string | undefined) => ReactNode };

/** A form of the front step: its fields, what was refused, one button; and in its place what to do next once it is done. */
function Form({ act, verb, done, children }: { act: Action; verb: string; done?: ReactNode } & Fields) {
  const [state, send, pending] = useActionState(act, first);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  const shown = ["email", "name", "password"];
  if (state.step === "done" && done) return <div role="status">{done}</div>;
  const { no } = state;
  return (
    <form
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
      <noscript>This form needs scripts.</noscript>
    </form>
  );
}

const Mailed = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-col items-start gap-4">
    <p className="text-muted">{children}</p>
    <Link href="/sign-in" className={buttonClass("plain")}>
      Back to sign-in
    </Link>
  </div>
);

type FieldProps = { error: string | undefined };

const EmailField = ({ error }: FieldProps) => (
  <TextField
    label="E-mail address"
    name="email"
    type="email"
    autoComplete="username"
    className={TALL}
    error={error}
    required
  />
);

const PasswordField = ({ hint, error }: FieldProps & { hint: string }) => (
  <TextField
    label="Password"
    name="password"
    type="password"
    autoComplete="new-password"
    className={TALL}
    hint={hint}
    error={error}
    required
  />
);

/** An account of one's own. The answer is the same whether or not there was one. */
export function SignUpForm() {
  const done = (
    <Mailed>A letter is on its way. Its button shows that the address is yours, and opens your account.</Mailed>
  );
  return (
    <Form act={signUpAction} verb="Make account" done={done}>
      {(problem) => (
        <>
          <EmailField error={problem("email")} />
          <TextField
            label="Your name"
            name="name"
            maxLength={255}
            autoComplete="name"
            className={TALL}
            error={problem("name")}
          />
          <PasswordField hint={STRONG} error={problem("password")} />
        </>
      )}
    </Form>
  );
}

/** A way back in for whoever forgot their password. */
export function RecoverForm() {
  const done = <Mailed>If this address has an account, a letter is on its way. Its button works for one hour.</Mailed>;
  return (
    <Form act={recoverAction} verb="Send the letter" done={done}>
      {(problem) => <EmailField error={problem("email")} />}
    </Form>
  );
}

/** Where the letters of both lead. The key stands behind the `#`, so it reaches no log; opening the page changes nothing. */
export function ActivateForm() {
  const [key, setKey] = useState("");
  useEffect(() => setKey(window.location.hash.slice(1)), []);
  return (
    <Form act={activateAction} verb="Continue">
      {(problem) => (
        <>
          <input type="hidden" name="key" value={key} />
          <PasswordField
            hint={`To open a new account, the one you chose; to recover one, a new one. ${STRONG}`}
            error={problem("password")}
          />
        </>
      )}
    </Form>
  );
}
