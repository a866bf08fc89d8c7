import { drawingsKey, type ModelLine, readModels } from "@/components/drawings/queries";
import { resultOf } from "@/lib/actions/answer";
import { getEnvs } from "@/lib/actions/environments";
import { getModelAccess, type ModelListEntry, type ThroughEnvironment } from "@/lib/actions/pages";
import type { ModelRole } from "@/lib/domain/diagram/rights";

export type { ModelLine, ModelListEntry, ModelRole, ThroughEnvironment };

/** Models of a page. */
export const MODELS = 20;

export type AskedModels = { search: string; whose: string; now: string; sort: "changed" | "name"; start: number };

/** The same as the server takes it. */
export const plainly = ({ search, whose, now, sort, start }: AskedModels) => ({
  ...(search ? { search } : {}),
  ...(isWhose(whose) ? { whose } : {}),
  ...(isNow(now) ? { now } : {}),
  sort,
  startRow: start,
  resultCount: MODELS,
});

const isWhose = (text: string): text is "mine" | "others" => text === "mine" || text === "others";
const isNow = (text: string): text is "live" | "quiet" => text === "live" || text === "quiet";

/** What changes with a threat model. */
export const staleByModels = [drawingsKey] as const;

export const modelKey = (id: string) => [...drawingsKey, "one", id] as const;
/** Null where there is none that one knows of. */
export const readModel = async (id: string): Promise<ModelLine | null> => (await readModels({ id })).models[0] ?? null;

export const accessKey = (id: string) => [...drawingsKey, "access", id] as const;
export const readAccess = (id: string) => resultOf(getModelAccess({ id }));
export type ModelAccessRead = Awaited<ReturnType<typeof readAccess>>;

/** So many environments are offered as a list; of more the name is typed. */
export const OFFERED = 300;
export const placesKey = [...drawingsKey, "environments"] as const;
/** Every environment one reaches, by name. */
export async function readPlaces(): Promise<{ appid: string; name: string; shownAs: string }[]> {
  const { infos } = await resultOf(getEnvs({ lazy: true }));
  return infos
    .map(({ env }) => ({ appid: env.appid, name: env.envName, shownAs: env.displayName ?? "" }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
