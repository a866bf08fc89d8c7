"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { type Answer, type No, noOf, resultOf } from "@/lib/actions/answer";
import { type Key, useStale } from "./reading";
import { givePasswordAgain, signInAgain } from "./sign-in-again";

/** What is shown of an error: the refusal, or that the request never arrived. */
export function useNo(): (error: unknown) => No | null {
  const t = useTranslations("ui");
  return (error) => noOf(error, t("unreached"));
}

/** Nothing typed is lost: whoever signs in again, or gives their password again, in place has it done after all. */
export async function inPlace<O>(act: () => Promise<Answer<O>>): Promise<Answer<O>> {
  let answer = await act();
  if (!answer.ok && answer.code === "signed-out" && (await signInAgain())) answer = await act();
  if (!answer.ok && answer.code === "password-again" && (await givePasswordAgain())) answer = await act();
  return answer;
}

type State = { pending: boolean; error: unknown };
const idle: State = { pending: false, error: null };

/** One action of a form or a button: what it answers, the refusal to show beside the field, and the lists it makes stale. */
export function useAct<I, O>(
  act: (input: I) => Promise<Answer<O>>,
  { stale, done }: { stale: readonly Key[]; done?: (value: O, input: I) => void },
) {
  const makeStale = useStale();
  const latest = useRef(0);
  const [{ pending, error }, set] = useState<State>(idle);
  /** Only the latest run has a say in what is shown. */
  const run = async (input: I, { onError }: { onError?: (error: unknown) => void } = {}) => {
    const turn = ++latest.current;
    set({ pending: true, error: null });
    try {
      const value = await resultOf(inPlace(() => act(input)));
      // The list is right before the form goes, so that nothing jumps afterwards.
      await makeStale(stale);
      done?.(value, input);
      if (turn === latest.current) set(idle);
    } catch (caught) {
      if (turn !== latest.current) return;
      set({ pending: false, error: caught });
      onError?.(caught);
    }
  };
  const reset = () => {
    latest.current++;
    set(idle);
  };
  const no = useNo()(error);
  /** What is wrong with this field. */
  const at = (field: string) => (no?.field === field ? no.message : undefined);
  /** What is wrong, and with none of these fields. */
  const besides = (...fields: string[]) => (no && !fields.includes(no.field ?? "") ? no.message : undefined);
  /** What is wrong, as a `Form` takes it. */
  const errors = no ? { [no.field ?? ""]: no.message } : {};
  return { run, pending, no, why: no?.why, at, besides, errors, reset };
}
