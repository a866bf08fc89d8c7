import { useRead } from "@/components/reading";
import { useOf } from "@/components/words/acting";
import { resultOf } from "@/lib/actions/answer";
import { getCollaborationResourceMethods } from "@/lib/actions/resources";
import { environmentsKey } from "./keys";
import type { Thing } from "./queries";

/** What the reader may call on an environment of whom they act for; null in their own account, where they may do everything. */
export function useMay({ type, id }: Thing): ReadonlySet<string> | null {
  const { ownerUid } = useOf();
  const asks = ownerUid !== undefined && type === "ENV";
  const { data } = useRead([...environmentsKey, "mine", asks ? id : ""], async () =>
    asks ? (await resultOf(getCollaborationResourceMethods({ resourceId: id, resourceType: type }))).array : [],
  );
  return ownerUid === undefined ? null : new Set(data);
}
