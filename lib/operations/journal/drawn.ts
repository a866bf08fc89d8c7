import { drawnNamed, type SealedRow } from "../../../db/journal-read";
import { modelsOf } from "../../../db/threat-models";
import { roleOnModel } from "../../domain/diagram/rights";
import { worldFor } from "../models";
import type { At } from "../operation";

type About = { resourceName: string; resourceOpens: boolean; resourceGone: boolean };
type Row = Pick<SealedRow, "resource" | "before" | "after">;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const kinds = { diagrams: "DIAGRAM:", models: "THREAT_MODEL:" };

/** What diagrams and threat models are called, and whether its reader can open them. Of one nobody knows any more: what the entry says. */
export async function drawnFor(at: At<unknown>, rows: readonly Row[]): Promise<(row: Row) => About | null> {
  const named = (kind: string) => [
    ...new Set(rows.flatMap(({ resource }) => (resource.startsWith(kind) ? idIn(resource) : null) ?? [])),
  ];
  const known = await drawnNamed(at.db, at.owner, { diagrams: named(kinds.diagrams), models: named(kinds.models) });
  const drawn = new Map(known.map((one) => [one.id, one]));
  const opens = await opening(at, [...new Set(known.flatMap(({ there, model }) => (there ? model : [])))]);
  return (row) => {
    if (!Object.values(kinds).some((kind) => row.resource.startsWith(kind))) return null;
    const id = idIn(row.resource);
    const one = id === null ? undefined : drawn.get(id);
    if (!one) return { resourceName: nameSaid(row) || (id ?? ""), resourceOpens: false, resourceGone: true };
    return { resourceName: one.name, resourceOpens: one.there && opens.has(one.model), resourceGone: !one.there };
  };
}

function idIn(resource: string): string | null {
  const id = resource.slice(resource.indexOf(":") + 1).toLowerCase();
  return UUID.test(id) ? id : null;
}

/** Those of these models on which the reader has a role. */
async function opening(at: At<unknown>, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const opened = new Set<string>();
  for (const model of await modelsOf(at.db, at.owner, ids)) {
    if (roleOnModel(model, at.actor, await worldFor(at, model)).role) opened.add(model.id);
  }
  return opened;
}

/** An entry about a version says that version's name. */
function nameSaid({ before, after }: Row): string {
  for (const said of [before, after]) {
    const { name, version } = (said ?? {}) as Record<string, unknown>;
    if (typeof name === "string" && version === undefined) return name;
  }
  return "";
}
