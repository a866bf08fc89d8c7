import * as field from "../fields";
import { ownerOfNamed, reachDiagram } from "../models";
import type { At } from "../operation";

/** How a diagram is named: by its threat model and its own id. */
export const named = { threatModelId: field.uuid(), id: field.uuid() };
type Named = { threatModelId: string; id: string };

export const ownerOfThis = (at: Pick<At<{ threatModelId: string }>, "db" | "input">) =>
  ownerOfNamed(at, at.input.threatModelId);
export const reachThis = (at: At<Named>) => reachDiagram(at, at.input.threatModelId, at.input.id);
