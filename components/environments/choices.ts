import type { Of } from "@/components/words/of";
import { resultOf } from "@/lib/actions/answer";
import { getPartners, getPlaces } from "@/lib/actions/pages";
import type { Thing } from "./queries";

/** Whom and which group the lists can be narrowed to: the first of each. */
export type FilterChoices = { partners: { id: number; name: string }[]; groups: string[] };

/** Something that shows every partner: a delegate sees the account, the owner whatever there is. */
const everybody = ({ ownerUid }: Of): Thing =>
  ownerUid === undefined ? { type: "ENV", id: "*" } : { type: "ACCOUNT", id: String(ownerUid) };

export async function readChoices(of: Of): Promise<FilterChoices> {
  const { partners } = await resultOf(getPartners({ ...everybody(of), resultCount: 50, ...of }));
  const { lines } = await resultOf(getPlaces({ kind: "ENV_GROUP", resultCount: 200, ...of }));
  return {
    partners: partners.map(({ collaborationId, name }) => ({ id: collaborationId, name })),
    groups: lines.filter(({ resourceId }) => resourceId !== "*").map(({ resourceId }) => resourceId),
  };
}
