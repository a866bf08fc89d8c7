import type { Handler } from "./asked";
import { json } from "./asked";
import { pageOf } from "./paging";
import type { Route } from "./route";

/** A list that a TMI front end asks for and that holds nothing here: bare for the old generation, with its paging for today's. */
export const emptyList =
  (name: string): Handler =>
  ({ profile, query }) => {
    const page = pageOf(query);
    return json(profile === "1.0.0" ? [] : { [name]: [], total: 0, ...page });
  };

const list = (name: string): Record<string, Route> => ({
  GET: { says: `List ${name.replace("_", " ")}: there are none.`, query: ["limit", "offset"], answer: emptyList(name) },
});

export const empty: Record<string, Record<string, Route>> = {
  "/addons": list("addons"),
  "/projects": list("projects"),
  "/intake/surveys": list("surveys"),
  "/intake/survey_responses": list("survey_responses"),
};
