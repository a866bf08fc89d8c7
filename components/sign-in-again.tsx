"use client";

import { later } from "./ui/later";
import { question } from "./ui/question";

const signIn = question();
const password = question();

/**
 * Asks whoever's sign-in ended to sign in again in place, so that nothing typed is lost. Answers whether they did; false at once
 * where the page has nobody to ask.
 */
export const signInAgain = signIn.ask;
/** Whether the page can ask for a sign-in in place. */
export const canSignInAgain = signIn.stands;
/** Asks for the password of whoever is signed in, which was given too long ago for what they do now (S-37). */
export const givePasswordAgain = password.ask;

const Asks = later(async () => (await import("./asks-again")).AsksAgain);

/** Where both are asked; in the frame of whoever is signed in. */
export function SignInAgain() {
  const [asked, forPassword] = [signIn.useAsked(), password.useAsked()];
  return <Asks open={asked.open || forPassword.open} signIn={asked} password={forPassword} />;
}
