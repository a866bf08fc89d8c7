"use client";

import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type Answer, type No, noOf, resultOf } from "@/lib/actions/answer";
import { signInAgain } from "./sign-in-again";

/** What is shown of an error: the refusal, or that the request never arrived. */
export function useNo(): (error: unknown) => No | null {
  const t = useTranslations("ui");
  return (error) => noOf(error, t("unreached"));
}

/** One action as a mutation: what it answers, the refusal to show beside the field, and the lists it makes stale. */
export function useAct<I, O>(
  act: (input: I) => Promise<Answer<O>>,
  { stale, done }: { stale: readonly QueryKey[]; done?: (value: O, input: I) => void },
) {
  const client = useQueryClient();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async (input: I) => {
      const answer = await act(input);
      // Nothing typed is lost: whoever signs in again in place has it done after all.
      const again = !answer.ok && answer.code === "signed-out" && (await signInAgain());
      return resultOf(again ? act(input) : Promise.resolve(answer));
    },
    onSuccess: async (value, input) => {
      // The list is right before the form goes, so that nothing jumps afterwards.
      await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
      done?.(value, input);
    },
  });
  const no = useNo()(error);
  /** What is wrong with this field. */
  const at = (field: string) => (no?.field === field ? no.message : undefined);
  /** What is wrong, and with none of these fields. */
  const besides = (...fields: string[]) => (no && !fields.includes(no.field ?? "") ? no.message : undefined);
  /** What is wrong, as a `Form` takes it. */
  const errors = no ? { [no.field ?? ""]: no.message } : {};
  return { run: mutate, pending: isPending, no, at, besides, errors, reset };
}
