import type { ThreatModel } from "../../../db/threat-models";
import { judgeModelCells, type ListedAs, type ModelKind } from "../../domain/diagram/model-cells";
import { listedLine } from "../../domain/diagram/rights";
import { judgeCells, type Kind } from "../../domain/matrix";
import { locate, UNKNOWN } from "../../domain/reach";
import { TAKER } from "../taker";
import { type Human, membershipsOf, type Sides } from "./matrix";

/** What stands above the table. `shownAs`: of a threat model the environment it is attached to. */
export type Column = { id: string; name: string; shownAs: string };
/** `role`: on a threat model; null for an environment. */
export type CellKind = Pick<ModelKind, "level" | "roleIds" | "strength" | "denies" | "now"> & {
  role: ModelKind["role"] | null;
};

/** The cells of people by environments or by threat models, each judged when it is asked for. */
export type Table = {
  columns: Column[];
  /** Those that came up. */
  kinds: () => CellKind[];
  /** A row: for each of these columns the place in `kinds`, or -1 for no access. */
  row(human: Human, from: number, end: number): number[];
};

export const tableOf = (sides: Sides): Table => (sides.models ? ofModels(sides, sides.models) : ofEnvironments(sides));

function ofEnvironments({ estate, company, environments }: Sides): Table {
  const places = environments.map(({ appid }) => locate(estate.world, { type: "ENV", id: appid }));
  const { kinds, cell } = judgeCells(estate.world);
  return {
    columns: environments.map(({ appid: id, name, shownAs }) => ({ id, name, shownAs })),
    kinds: () => kinds.map((kind: Kind) => ({ ...kind, role: null, now: null })),
    row: (human, from, end) => {
      const memberships = membershipsOf(company, human);
      return places.slice(from, end).map((place) => cell(memberships, place));
    },
  };
}

function ofModels({ estate, company }: Sides, models: readonly ThreatModel[]): Table {
  const names = new Map(estate.environments.map(({ appid, name }) => [appid, name]));
  const placed = models.map((model) => ({
    model,
    place: model.environment === null ? UNKNOWN : locate(estate.world, { type: "ENV", id: model.environment }),
  }));
  const { kinds, cell } = judgeModelCells(estate.world);
  return {
    columns: models.map(({ id, name, environment }) => ({ id, name, shownAs: names.get(environment ?? "") ?? "" })),
    kinds: () => kinds,
    row: (human, from, end) => {
      const memberships = membershipsOf(company, human);
      return placed.slice(from, end).map(({ model, place }) => cell(memberships, place, listedAs(model, human)));
    },
  };
}

/** Whoever no membership binds to an account is whom the lists name by their address: what those say of it, whoever sees one knows. */
function listedAs(model: ThreatModel, { entries, listed }: Human): ListedAs | null {
  const { email, uid } = entries.find((entry) => entry.uid !== null) ?? listed ?? entries[0]!;
  const line = listedLine(model, { uid: uid ?? TAKER, email, verified: true });
  return line ? { role: line.role, now: uid !== null } : null;
}
