import { resultOf } from "@/lib/actions/answer";
import { type Explained, explain } from "@/lib/actions/why";

export type { Explained };
/** One question: who, what and on what, as `confer.access.Explain` takes it. */
export type Question = Parameters<typeof explain>[0];

export const whyKey = (question: Question) => ["access", "why", question] as const;
export const readWhy = (question: Question): Promise<Explained> => resultOf(explain(question));
