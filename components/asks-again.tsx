"use client";

import { PasswordAgainDialog } from "./password-again-parts";
import { SignInAgainDialog } from "./sign-in-again-parts";

type Asked = { open: boolean; onAnswer(yes: boolean): void };

/** The sign-in and the password in place, each while it is asked for. */
export function AsksAgain({ signIn, password }: { open: boolean; signIn: Asked; password: Asked }) {
  return (
    <>
      <SignInAgainDialog {...signIn} />
      <PasswordAgainDialog {...password} />
    </>
  );
}
