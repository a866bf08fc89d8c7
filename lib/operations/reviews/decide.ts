import { z } from "zod";
import { decideLines, linesMeant } from "../../../db/reviews";
import { REASON } from "../../domain/reason";
import { invalid, notFound, Refusal } from "../../domain/refusal";
import { decisions } from "../../domain/review";
import * as field from "../fields";
import { type At, operation } from "../operation";
import { ownerMeant } from "../standing";
import { all, ofAnother } from "../verdict";
import { filterFields, filterOf } from "./filter";
import { type Meant, reviewMeant, stillOpen } from "./meant";

const input = z.object({
  id: field.id(),
  ownerUid: field.ownerUid(),
  lines: field.ids().optional(),
  /** In place of `lines`: all that fit the filter, but the caller's own and, to be removed, what comes with a team. */
  all: field.flag().optional(),
  /** Of `all`: only those decided so until now. */
  was: filterFields.decision,
  ...{ search: filterFields.search, suggestion: filterFields.suggestion },
  ...{ use: filterFields.use, whose: filterFields.whose },
  decision: field.choice(decisions).optional(),
  why: field.text(500).optional(),
});
type Asked = At<z.output<typeof input>>;

export const decideReview = operation({
  method: "confer.review.Decide",
  grant: "users.collaboration.EditMember",
  kind: "write",
  summary:
    "Write down what was decided about lines of a review, or about all that fit a filter, and a note why; a note alone leaves the decision, and with neither it is taken back. Nothing is taken away before the review is finished.",
  input,
  output: z.strictObject({ decided: z.number().int(), left: z.number().int() }),
  owner: ownerMeant,
  load: async (at) => {
    const meant = await reviewMeant(at);
    return { ...meant, lines: await linesAsked(at, meant) };
  },
  allow: ({ actor, input, facts: { acting, standing, lines } }) =>
    all(acting, ofAnother(!input.all && standing.as === "member" && lines.some(({ uid }) => uid === actor.uid))),
  handle: async (at) => {
    const { actor, facts, input, owner } = at;
    stillOpen(facts.review!);
    const isTeams = ({ team }: Line) => input.decision === "remove" && team !== null;
    if (!input.all && facts.lines.some(isTeams)) {
      throw new Refusal("wrong-state", "It comes with a team, and would be taken from all of it.", {
        reason: REASON.comesWithTeam,
      });
    }
    const isOwn = ({ uid }: Line) => facts.standing.as === "member" && uid === actor.uid;
    const lines = facts.lines.filter((line) => !isTeams(line) && !isOwn(line)).map(({ n }) => n);
    const { id, why } = input;
    const decision = input.decision ?? (why === undefined ? "" : undefined);
    const decided = await decideLines(at.db, owner, id, { lines, decision, why, by: actor.uid, now: new Date() });
    const which = input.all ? { lines: decided, ...chosenIn(input) } : { lines };
    if (decided > 0) at.record({ target: "review", id, after: { ...which, decision, why } });
    return { decided, left: facts.lines.length - lines.length };
  },
});

type Line = Awaited<ReturnType<typeof linesAsked>>[number];

async function linesAsked(at: Asked, { review }: Meant) {
  if (!at.input.lines?.length && !at.input.all) throw invalid("lines");
  if (!review) return [];
  if (at.input.all) return linesMeant(at.db, at.owner, review.id, { filter: await filterOf(at, review, at.input.was) });
  const ns = [...new Set(at.input.lines)];
  const lines = await linesMeant(at.db, at.owner, review.id, { ns });
  if (lines.length < ns.length) throw notFound("line of the review");
  return lines;
}

/** The filter as it was said. */
const chosenIn = ({ search, was, suggestion, use, whose }: Asked["input"]) =>
  Object.fromEntries(Object.entries({ search, was, suggestion, use, whose }).filter(([, said]) => said?.length));
