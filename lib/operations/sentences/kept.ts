import { type SentenceRow, sentencesOf } from "../../../db/sentences";
import type { Stand } from "../must-hold";
import type { At } from "../operation";
import { mayActForOwner, type Standing, standingOf } from "../standing";
import { all, type Verdict } from "../verdict";
import { sees, viewOf } from "../views";
import { type SentenceWire, sentenceWire } from "./read";

/** Sentences are about roles and name members: whoever is shown both by an owner is shown them, too. */
export const SHOWS = "users.collaboration.GetRoles";
const NAMES = "users.collaboration.GetMembers";

export type Kept = { standing: Standing; rows: SentenceRow[] };

/** What the account has; nothing to whoever may not be told. */
export async function kept(at: At<unknown>): Promise<Kept> {
  const standing = await standingOf(at);
  const rows = mayBeTold(at, standing).allowed ? await sentencesOf(at.db, at.owner) : [];
  return { standing, rows };
}

export const maySee = (at: At<unknown> & { facts: Kept }): Verdict => mayBeTold(at, at.facts.standing);

const mayBeTold = (at: At<unknown>, standing: Standing): Verdict =>
  all(mayActForOwner(at, standing), mayActForOwner({ ...at, method: NAMES }, standing));

/** To a delegate without who breaks it where that is on something they do not see. */
export async function tellingTo(at: At<unknown>, stand: Stand): Promise<(row: SentenceRow) => SentenceWire> {
  const view = await viewOf(at);
  return (row) => {
    const told = sentenceWire(row, stand);
    const place = told.breaks?.place;
    if (!place || place.type === "ACCOUNT" || sees(at, view, { type: place.type, id: place.resourceId })) return told;
    return { ...told, breaks: null };
  };
}
