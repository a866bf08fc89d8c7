import "server-only";
import { unstable_rethrow } from "next/navigation";
import { nobody } from "../actors";
import { currentActor, from, signedIn } from "../auth";
import type { Actor } from "../domain/actor";
import type { Language } from "../domain/language";
import { invalid, Refusal } from "../domain/refusal";
import { logFault } from "../fault";
import { currentLanguage } from "../language";
import type { AnyOperation, Input, Output } from "../operations/operation";
import { glance, perform, refusalOf, tryEach, tryOut } from "../operations/perform";
import type { Preview } from "../operations/wire/preview";
import { codeOf } from "../operations/wire/results";
import type { Answer, No } from "./answer";
import { toldWhere } from "./refused-where";
import { faultInWords, inWords, noteInWords } from "./words";

/** An operation as a server action: one line each in the files of this folder. */
export const action =
  <Op extends AnyOperation>(op: Op) =>
  (input: Input<Op>): Promise<Answer<Output<Op>>> =>
    // Read by `perform`, so that a function sent in place of the input is never called.
    asked(op.method, (actor) =>
      perform(op, actor, () => input).catch((error) => {
        throw toldWhere(op, input, error);
      }),
    );

/** The same for what a page reads by itself, whether its reader may or not: a no of it stands in no journal. */
export const quietAction =
  <Op extends AnyOperation>(op: Op) =>
  (input: Input<Op>): Promise<Answer<Output<Op>>> =>
    asked(op.method, (actor) => glance(op, actor, () => input));

/** The same for what is whoever's own who sits there, also while they view as somebody. */
export const ownAction =
  <Op extends AnyOperation>(op: Op) =>
  (input: Input<Op>): Promise<Answer<Output<Op>>> =>
    asked(op.method, (actor) => perform(op, actor, () => input), undefined, signedIn);

/**
 * What steps among these would do to everybody's access if they were taken one after the other, without taking them. Whatever else a
 * browser sends is refused like any parameter.
 */
export const trial =
  <Verbs extends Record<string, AnyOperation>>(verbs: Verbs) =>
  (steps: readonly TrialStep<Verbs>[]): Promise<Answer<Preview>> =>
    asked("preview", async (actor) => {
      const attempted = attemptedIn(verbs, steps);
      try {
        return worded(await tryOut(actor, ...attempted), await currentLanguage());
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== "forbidden") throw error;
        // Which of them it was, so that it can be asked why.
        const { refused } = await tryEach(actor, ...attempted);
        const first = attempted.find((_, n) => refused[n]?.code === "forbidden");
        throw first ? toldWhere(first.op, first.raw(), error) : error;
      }
    });

/** The same where each is done on its own; of each whether it would be refused, and those that would be do nothing. */
export const trialOfEach =
  <Verbs extends Record<string, AnyOperation>>(verbs: Verbs) =>
  (steps: readonly TrialStep<Verbs>[]): Promise<Answer<{ told: Preview; nos: (No | null)[] }>> =>
    asked("preview", async (actor) => {
      const language = await currentLanguage();
      const attempted = attemptedIn(verbs, steps);
      const { told, refused } = await tryEach(actor, ...attempted);
      const nos = attempted.map(({ op, raw }, n) => {
        const refusal = refused[n];
        return refusal ? inWords(toldWhere(op, raw(), refusal), language) : null;
      });
      return { told: worded(told, language), nos };
    });

/** With what is said of those that would be refused each on its own, in words for people. */
const worded = (told: Preview, language: Language): Preview => ({
  ...told,
  declined: {
    ...told.declined,
    first: told.declined.first.map((one) => ({
      ...one,
      error: noteInWords({ code: codeOf(one.result) ?? "", note: one.error }, language),
    })),
  },
});

/**
 * Of each of these steps whether it would be refused, and why: as its own rule judges it, before anything is done. `unchosen`: whom or what it
 * is for is chosen later, so that nothing is found yet once rights have let it pass.
 */
export const judged =
  <Verbs extends Record<string, AnyOperation>>(verbs: Verbs) =>
  (steps: readonly (TrialStep<Verbs> & { unchosen?: true })[]): Promise<Answer<(No | null)[]>> =>
    asked("judge", async (actor) => {
      const language = await currentLanguage();
      const refused = async ({ op, raw }: Attempted, index: number): Promise<No | null> => {
        const refusal = await refusalOf(actor, { op, raw });
        if (refusal?.code === "not-found" && steps[index]!.unchosen) return null;
        return refusal && inWords(toldWhere(op, raw(), refusal), language);
      };
      return Promise.all(attemptedIn(verbs, steps).map(refused));
    });

function attemptedIn<Verbs extends Record<string, AnyOperation>>(verbs: Verbs, steps: readonly TrialStep<Verbs>[]) {
  if (!Array.isArray(steps) || steps.length > MOST_STEPS) throw invalid("steps");
  return steps.map((step: { verb?: unknown; input?: unknown } | null) => {
    const op = Object.entries(verbs).find(([verb]) => verb === step?.verb)?.[1];
    if (!op) throw invalid("verb");
    return { op, raw: () => step!.input };
  });
}

type Attempted = ReturnType<typeof attemptedIn>[number];

const MOST_STEPS = 200;

export type TrialStep<Verbs extends Record<string, AnyOperation>> = {
  [V in keyof Verbs]: { verb: V; input: Input<Verbs[V]> };
}[keyof Verbs];

/** The same for operations that anyone may call, signed in or not. */
export const openAction =
  <Op extends AnyOperation>(op: Op) =>
  (input: Input<Op>): Promise<Answer<Output<Op>>> =>
    asked(
      op.method,
      (actor) => perform(op, actor, () => input),
      async () => nobody(await from(), "page"),
    );

/** Runs `work` for whoever is signed in, or for `stranger` where nobody is. Refusals come back as values; a fault is logged and answered with its request id. */
export async function asked<T>(
  name: string,
  work: (actor: Actor) => Promise<T>,
  stranger: () => Promise<Actor | null> = async () => null,
  who: () => Promise<Actor | null> = currentActor,
): Promise<Answer<T>> {
  try {
    const actor = (await who()) ?? (await stranger());
    if (!actor) return inWords(signedOut, await currentLanguage());
    return { ok: true, value: await work(actor) };
  } catch (error) {
    unstable_rethrow(error);
    if (error instanceof Refusal) return inWords(error, await currentLanguage());
    const id = logFault(error, { method: "ACTION", url: name });
    return faultInWords(id, await currentLanguage());
  }
}

const signedOut = new Refusal("signed-out", "user not authenticated");
