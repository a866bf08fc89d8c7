"use server";

import { redirect, unstable_rethrow } from "next/navigation";
import { cast, demoPassword } from "@/db/cast";
import { nobody } from "../actors";
import { from, isOurs, type SignInInput, signInPage } from "../auth";
import { config } from "../config.mjs";
import { isDemo } from "../demo";
import { Refusal } from "../domain/refusal";
import { logFault } from "../fault";
import { currentLanguage } from "../language";
import { activate, createAccount, recoverPassword } from "../operations/accounts";
import { perform } from "../operations/perform";
import type { No } from "./answer";
import { faultInWords, inWords } from "./words";

/**
 * What a form of `useActionState` shows after it was sent; success leads to another page. `step` "code" asks for the same form
 * with the field `code` filled in too, so its page keeps address and password where they are. `done` is for letters: they are
 * on their way, if there is anybody to get them.
 */
export type SignInState = { step: "password" | "code" | "done"; no: No | null };

/** FormData: email, password, code?, next? (a page of ours). */
export async function signInAction(state: SignInState, form: FormData): Promise<SignInState> {
  return answered("sign-in", state, async () => {
    const code = text(form, "code").replace(/\s/g, "");
    const input = { login: text(form, "email"), password: text(form, "password"), ...(code ? { code } : {}) };
    return enterAndGo(input, text(form, "next"));
  });
}

/** Only in the demo: signs in as one of the cast. FormData: key, next?. */
export async function demoSignInAction(state: SignInState, form: FormData): Promise<SignInState> {
  return answered("demo-sign-in", state, async () => {
    const person = isDemo() ? cast.find(({ key }) => key === text(form, "key")) : undefined;
    if (!person) throw new Refusal("not-found", "nobody of the demo");
    return enterAndGo({ login: person.email, password: demoPassword }, text(form, "next"));
  });
}

/**
 * For a page whose sign-in ended while something was being typed: signs in and stays. FormData: email, password, code?; in the
 * demo the cast needs no password.
 */
export async function signInHereAction(state: SignInState, form: FormData): Promise<SignInState> {
  return answered("sign-in", state, async () => {
    const email = text(form, "email");
    const isCast = isDemo() && text(form, "password") === "" && cast.some((person) => person.email === email);
    const code = text(form, "code").replace(/\s/g, "");
    const password = isCast ? demoPassword : text(form, "password");
    const entered = await signInPage({ login: email, password, ...(code ? { code } : {}) });
    return { step: entered === "needs-code" ? "code" : "done", no: null };
  });
}

/** FormData: key (the secret of the invitation), password, name, next?. Makes the invited account and signs in. */
export async function registerAction(state: SignInState, form: FormData): Promise<SignInState> {
  return answered("register", state, async () => {
    const password = text(form, "password");
    const input = { key: text(form, "key"), password, name: text(form, "name"), lang: await currentLanguage() };
    const { email } = await perform(createAccount, nobody(await from(), "page"), input);
    return enterAndGo({ login: email, password }, text(form, "next"));
  });
}

/** Where everybody may sign up. FormData: email, password, name. The answer never tells whether there was an account. */
export async function signUpAction(state: SignInState, form: FormData): Promise<SignInState> {
  return answered("sign-up", state, async () => {
    const lang = await currentLanguage();
    const input = { email: text(form, "email"), password: text(form, "password"), name: text(form, "name"), lang };
    await perform(createAccount, nobody(await from(), "page"), input);
    return { step: "done", no: null };
  });
}

/** FormData: key (of a letter that verifies or recovers), password. Signs in with it. */
export async function activateAction(state: SignInState, form: FormData): Promise<SignInState> {
  return answered("activate", state, async () => {
    const password = text(form, "password");
    const { email } = await perform(activate, nobody(await from(), "page"), { key: text(form, "key"), password });
    return enterAndGo({ login: email, password }, text(form, "next"));
  });
}

/** FormData: email. */
export async function recoverAction(state: SignInState, form: FormData): Promise<SignInState> {
  return answered("recover", state, async () => {
    await perform(recoverPassword, nobody(await from(), "page"), { email: text(form, "email") });
    return { step: "done", no: null };
  });
}

async function enterAndGo(input: SignInInput, next: string): Promise<SignInState> {
  if ((await signInPage(input)) === "needs-code") return { step: "code", no: null };
  redirect(next.startsWith("/") && isOurs(next, config().url) ? next : "/");
}

async function answered(name: string, state: SignInState, work: () => Promise<SignInState>): Promise<SignInState> {
  try {
    return await work();
  } catch (error) {
    unstable_rethrow(error);
    if (error instanceof Refusal) return { step: state.step, no: inWords(error, await currentLanguage()) };
    const id = logFault(error, { method: "ACTION", url: name });
    return { step: state.step, no: faultInWords(id, await currentLanguage()) };
  }
}

/** One field, exactly as typed; a file is nothing. */
function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
