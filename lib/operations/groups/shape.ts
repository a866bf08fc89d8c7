import { z } from "zod";
import type { GroupRow } from "../../../db/schema";

export const groupShape = z.strictObject({
  color: z.string(),
  hierarchy: z.array(z.string()),
  icon: z.string(),
  isIsolated: z.boolean(),
  name: z.string(),
  uid: z.number().int(),
  visibility: z.enum(["OWNER", "COLLABORATOR"]),
});
export const groupsResponse = z.strictObject({ array: z.array(groupShape) });
export type GroupWire = z.infer<typeof groupShape>;

/** `name` is the full path, which the other methods take; `hierarchy` its parts; `visibility` how the viewer comes to see it. */
export const groupWire = (group: GroupRow, viewerUid: number): GroupWire => ({
  color: group.color,
  hierarchy: group.path.split("/"),
  icon: group.icon,
  isIsolated: group.is_isolated,
  name: group.path,
  uid: group.owner_uid,
  visibility: group.owner_uid === viewerUid ? "OWNER" : "COLLABORATOR",
});
