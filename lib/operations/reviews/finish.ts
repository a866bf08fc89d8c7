import { z } from "zod";
import { wholesOf } from "../../../db/albums";
import { endReview, findReview, linesToRemove, saveOutcome } from "../../../db/reviews";
import type { ReviewLineRow } from "../../../db/schema";
import { type Outcome, outcomes } from "../../domain/review";
import * as field from "../fields";
import { type At, type Leave, operation } from "../operation";
import { ownerMeant } from "../standing";
import { unshareAll } from "../unshare";
import { all, no, yes } from "../verdict";
import { reviewMeant, stillOpen } from "./meant";
import { headsOf, reviewHead } from "./wire";

export const finishReview = operation({
  method: "confer.review.Finish",
  grant: "users.collaboration.EditMember",
  kind: "write",
  summary:
    "End a review: what was decided to be removed is unshared, all of it or none, which only the owner may. From then on it is a report that nobody changes.",
  input: z.object({ id: field.id(), ownerUid: field.ownerUid() }),
  output: z.strictObject({ review: reviewHead }),
  owner: ownerMeant,
  load: reviewMeant,
  // To unshare is the owner's alone (vap.md A.1), whichever way it is asked for.
  allow: ({ facts: { acting, standing, review } }) =>
    all(
      acting,
      standing.as === "member" && review && review.ended_at === null && review.removing > 0
        ? no("Only the owner of an account may do this.")
        : yes("They act for the owner."),
    ),
  handle: async (at) => {
    const { id } = at.input;
    const { lines, kept, removing, skipped } = stillOpen(at.facts.review!);
    const became = await takeAway(at, await linesToRemove(at.db, at.owner, id));
    for (const outcome of outcomes) await saveOutcome(at.db, at.owner, id, became[outcome], outcome);
    await endReview(at.db, at.owner, id, at.actor.uid, new Date());
    const after = { ended: true, lines, kept, removing, skipped, removed: became.removed.length };
    at.record({ target: "review", id, after });
    const ended = (await findReview(at.db, at.owner, id))!;
    return { review: (await headsOf(at, [ended]))[0]! };
  },
});

/** Unshares what still is shared; answers which lines became what. */
async function takeAway(at: At<unknown> & Leave, lines: readonly ReviewLineRow[]): Promise<Record<Outcome, number[]>> {
  const marked = new Set(lines.map(({ share_id }) => share_id));
  const wholes = await wholesOf(at.db, at.owner, [...new Set(lines.map((line) => line.collaboration_id))]);
  const all = wholes.flatMap((whole) => {
    const shares = whole.shares.filter(({ id }) => marked.has(id));
    return shares.length > 0 ? [{ whole, shares }] : [];
  });
  await unshareAll(at, all);
  const there = new Set(all.flatMap(({ shares }) => shares.map(({ id }) => id)));
  const [removed, gone] = [true, false].map((was) => lines.filter((line) => there.has(line.share_id) === was));
  return { removed: numbersOf(removed!), gone: numbersOf(gone!) };
}

const numbersOf = (lines: readonly ReviewLineRow[]) => lines.map(({ n }) => n);
