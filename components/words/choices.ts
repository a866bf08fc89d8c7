import type { Asking } from "@/components/ui/ask-why";
import { type ResourceType, resourceTypes } from "@/lib/domain/resource";

/** What a share can be made of; pages read it and hand it to whatever offers a choice. */
export type RoleChoice = {
  id: number;
  name: string;
  description: string;
  type: "VAP" | "CMP";
  /** What of it the reader does not hold there; as long as there is any, they cannot give it (D10). An owner lacks nothing. */
  lacking?: readonly string[];
  /** Why they do not hold the first of it. */
  why?: Asking;
};
export type PlaceChoice = { type: ResourceType; resourceId: string; name: string };

/** One text for a place, as the value of an option. */
export const placeKey = ({ type, resourceId }: Pick<PlaceChoice, "type" | "resourceId">): string =>
  `${type}:${resourceId}`;

/** The thing that such a text names; null for what is no such text. */
export function thingIn(key: string | null): { type: ResourceType; id: string } | null {
  const cut = (key ?? "").indexOf(":");
  const type = resourceTypes.find((one) => one === key?.slice(0, Math.max(cut, 0)));
  return key && type ? { type, id: key.slice(cut + 1) } : null;
}
