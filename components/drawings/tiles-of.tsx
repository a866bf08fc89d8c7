"use client";

import type { ModelLine } from "./queries";
import { Tiles } from "./tiles";

/** The diagrams of several threat models, each with the name of its own below. */
export function TilesOf({ label, models }: { label: string; models: readonly ModelLine[] }) {
  return (
    <Tiles
      label={label}
      tiles={models.flatMap(({ name, role, diagrams }) =>
        diagrams.map((drawing) => ({ key: drawing.id, drawing, of: name, readOnly: role === "reader" })),
      )}
    />
  );
}
