import { resultOf } from "@/lib/actions/answer";
import { type DrawingLine, getThreatModels, type ModelLine, type Presence } from "@/lib/actions/pages";

export type { DrawingLine, ModelLine, Presence };

/** Whatever is read of threat models, their diagrams and who is in them is kept below this; the live line has it read again. */
export const drawingsKey = ["threat-models"] as const;

type Asked = Parameters<typeof getThreatModels>[0];
export type ModelsRead = { models: ModelLine[]; total: number; all: number };

export const modelsKey = (asked: Asked) => [...drawingsKey, asked] as const;
export const readModels = (asked: Asked): Promise<ModelsRead> => resultOf(getThreatModels(asked));

/** All of them with their diagrams, for a page that shows them beside other things. */
export const onEnvironments = (ownerUid?: number): Asked => ({
  attached: true,
  sort: "name",
  ...(ownerUid === undefined ? {} : { ownerUid }),
});
export const ofOthers: Asked = { whose: "others", sort: "name" };
export const onGroup = (group: string, ownerUid?: number): Asked => ({
  group,
  sort: "name",
  ...(ownerUid === undefined ? { whose: "mine" } : { ownerUid }),
});
export const onOne = (appid: string): Asked => ({ environment: appid, sort: "name" });
