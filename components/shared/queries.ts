import { resultOf } from "@/lib/actions/answer";
import { getShared, type SharedWithMe } from "@/lib/actions/pages";

export const sharedKey = ["collaborations", "shared"] as const;

/** What others share with me, by owner. */
export const readShared = async (): Promise<SharedWithMe[]> => (await resultOf(getShared({}))).collaborations;

/** What I call them: my own word, else their team, else their name. */
export const calledBy = ({ label, team, owner }: SharedWithMe): string => label || team || owner;
