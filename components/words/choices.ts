import type { ResourceType } from "@/lib/domain/resource";

/** What a share can be made of; pages read it and hand it to whatever offers a choice. */
export type RoleChoice = {
  id: number;
  name: string;
  description: string;
  type: "VAP" | "CMP";
  /** What of it the reader does not hold there; as long as there is any, they cannot give it (D10). An owner lacks nothing. */
  lacking?: readonly string[];
};
export type PlaceChoice = { type: ResourceType; resourceId: string; name: string };

/** One text for a place, as the value of an option. */
export const placeKey = ({ type, resourceId }: Pick<PlaceChoice, "type" | "resourceId">): string =>
  `${type}:${resourceId}`;
