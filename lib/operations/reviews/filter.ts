import { peopleOf } from "../../../db/accounts";
import type { LineFilter } from "../../../db/reviews";
import type { ReviewRow } from "../../../db/schema";
import { dayOf } from "../../domain/days";
import { domainOf, suggestions, UNUSED_DAYS, uses, whoses, wishes } from "../../domain/review";
import * as field from "../fields";
import type { At } from "../operation";

/** What lines of a review are looked for by. */
export const filterFields = {
  search: field.text().optional(),
  decision: field.texts(wishes.length).optional(),
  suggestion: field.texts(suggestions.length).optional(),
  use: field.texts(uses.length).optional(),
  whose: field.texts(whoses.length).optional(),
};

type Asked = {
  search?: string | undefined;
  suggestion?: string[] | undefined;
  use?: string[] | undefined;
  whose?: string[] | undefined;
};

export async function filterOf(
  { db, owner, input }: Pick<At<Asked>, "db" | "owner" | "input">,
  review: Pick<ReviewRow, "started_at">,
  decision: readonly string[] = [],
): Promise<LineFilter> {
  const [account] = await peopleOf(db, [owner]);
  return {
    search: input.search?.trim() ?? "",
    ...{ decision, suggestion: input.suggestion ?? [], use: input.use ?? [], whose: input.whose ?? [] },
    staleDay: dayOf(review.started_at.getTime()) - UNUSED_DAYS,
    domain: domainOf(account!.email),
  };
}
