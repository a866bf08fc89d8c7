import type { Actor } from "../actor";
import type { World } from "../world";
import { type ModelFacts, mayOnModel } from "./rights";

/** What a change leaves of somebody's place in a diagram: nothing, or only looking. */
export type Cut = "out" | "readOnly";

/** What rights in live diagrams follow from: the world, and the threat models that are there, by id. */
export type Rooms = { world: World; models: ReadonlyMap<string, ModelFacts> };

type Sitter = { model: string; mayEdit: boolean; asker: Pick<Actor, "uid" | "email" | "verified"> };

/** What somebody who sits in a diagram loses there by a change, or null. */
export function cutOf({ model, mayEdit, asker }: Sitter, before: Rooms, after: Rooms): Cut | null {
  const may = ({ world, models }: Rooms, method: string): boolean => {
    const facts = models.get(model);
    return facts !== undefined && mayOnModel(facts, asker, world, method).role !== null;
  };
  if (!may(before, "threatmodel.session.JoinSession")) return null;
  if (!may(after, "threatmodel.session.JoinSession")) return "out";
  const EDIT = "threatmodel.diagram.EditDiagram";
  return mayEdit && may(before, EDIT) && !may(after, EDIT) ? "readOnly" : null;
}
