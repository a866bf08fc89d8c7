import { useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { useOf } from "@/components/words/acting";
import { resultOf } from "@/lib/actions/answer";
import type { mayDo } from "@/lib/actions/may";
import { environmentsKey } from "./keys";
import type { Thing } from "./queries";

/** What the reader may call on a thing of whom they act for; null in their own account, where they may do everything. */
export function useMay({ type, id }: Thing): ReadonlySet<string> | null {
  const { ownerUid } = useOf();
  const asks = ownerUid !== undefined;
  const { data } = useRead(asks ? [...environmentsKey, "mine", `${type}:${id}`] : null, async () => {
    // Only a delegate brings its code.
    const { getCollaborationResourceMethods } = await import("@/lib/actions/resources");
    return (await resultOf(getCollaborationResourceMethods({ resourceId: id, resourceType: type }))).array;
  });
  return asks ? new Set(data) : null;
}

const SHARES = "users.collaboration.SetResource";

/** Whether the reader may share what is there: whoever acts for an owner needs that on the account. */
export function useMayShare(): boolean {
  const { ownerUid } = useOf();
  const may = useMay({ type: "ACCOUNT", id: String(ownerUid ?? "") });
  return may === null || may.has(SHARES);
}

/** Stands for whatever would be made. */
export const NEW = "new";

type Step = Parameters<typeof mayDo>[0][number];
export type Refusal = { refused?: string; why?: { readonly [name: string]: string | number } };

const free: Refusal = {};

/**
 * Of each step whether it would be refused, as its own rule judges it, and why. In one's own account nothing is asked; what is not known
 * yet is not offered to a delegate.
 */
export function useRefusals(steps: readonly Step[], waiting: string): Refusal[] {
  const { ownerUid } = useOf();
  const asks = ownerUid !== undefined;
  const { data } = useRead(asks ? [...environmentsKey, "judged", steps] : null, async () =>
    resultOf((await import("@/lib/actions/may")).mayDo(steps)),
  );
  return steps.map((_, index) => {
    if (!asks) return free;
    const no = data?.[index];
    if (no === null) return free;
    return { refused: no?.why ? waiting : (no?.message ?? waiting), ...(no?.why && { why: no.why }) };
  });
}

/** Making an environment or a group that stands in no other. */
export function useMakes(): { make: Refusal | undefined; makeGroup: Refusal | undefined } {
  const of = useOf();
  const notYours = useTranslations("words")("notYours");
  const [make, makeGroup] = useRefusals(
    [
      { verb: "registerEnv", input: { envName: NEW, ...of } },
      { verb: "createGroup", input: { envGroup: NEW, ...of } },
    ],
    notYours,
  );
  return { make, makeGroup };
}
