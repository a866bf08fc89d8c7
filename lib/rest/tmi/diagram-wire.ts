import { cellOf2025 } from "../../domain/diagram/cell";
import type { DiagramWire, SummaryWire } from "../../operations/wire/models";
import type { Profile } from "./profiles";

/** A diagram whole, its cells in the order they are drawn. */
export function diagramOf(diagram: DiagramWire, profile: Profile) {
  const { id, name, type, description, createdAt, modifiedAt, metadata, updateVector, image, cells } = diagram;
  const common = {
    id,
    name,
    type,
    description,
    created_at: createdAt,
    modified_at: modifiedAt,
    metadata,
    update_vector: updateVector,
    image,
  };
  if (profile === "1.0.0") return { ...common, cells: cells.map(cellOf2025) };
  return {
    ...common,
    include_in_report: diagram.includeInReport,
    timmy_enabled: diagram.timmyEnabled,
    color_palette: diagram.colorPalette,
    auto_generated: false,
    deleted_at: null,
    alias: diagram.alias,
    version: diagram.version,
    cells,
  };
}

/** A line of the list. */
export function diagramItemOf(diagram: SummaryWire, profile: Profile) {
  const { id, name, type } = diagram;
  if (profile === "1.0.0") return { id, name, type };
  return {
    id,
    name,
    type,
    description: diagram.description,
    created_at: diagram.createdAt,
    modified_at: diagram.modifiedAt,
    image: diagram.image,
    include_in_report: diagram.includeInReport,
    timmy_enabled: diagram.timmyEnabled,
    deleted_at: null,
    alias: diagram.alias,
  };
}
