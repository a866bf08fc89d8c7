import type { Room } from "../room";
import type { View } from "../view";

/** What the page knows of a diagram beside its cells. */
export type DiagramFacts = {
  id: string;
  threatModelId: string;
  name: string;
  /** The diagram's own colours in order; null for the house's. */
  palette: readonly string[] | null;
};

/** What every tab beside the canvas is given. */
export type TabProps = { room: Room; view: View; diagram: DiagramFacts };
