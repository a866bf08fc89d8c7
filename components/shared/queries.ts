import { resultOf } from "@/lib/actions/answer";
import { getShared, getSharedThing, type SharedThing, type SharedWithMe } from "@/lib/actions/pages";
import type { ResourceType } from "@/lib/domain/resource";

export const sharedKey = ["collaborations", "shared"] as const;

/** What others share with me, by owner. */
export const readShared = async (): Promise<SharedWithMe[]> => (await resultOf(getShared({}))).collaborations;

export const readThing = (thing: { type: ResourceType; id: string }): Promise<SharedThing> =>
  resultOf(getSharedThing(thing));

/** What I call them: my own word, else their team, else their name. */
export const calledBy = ({ label, team, owner }: SharedWithMe): string => label || team || owner;
