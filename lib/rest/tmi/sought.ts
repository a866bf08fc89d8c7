import { Declined } from "./declined";

/** What the list of threat models may be narrowed by, as both published documents name it. */
const TEXTS = { name: "name", description: "description", issue_uri: "issueUri", owner: "owner" } as const;
const DATES = {
  created_after: "createdAfter",
  created_before: "createdBefore",
  modified_after: "modifiedAfter",
  modified_before: "modifiedBefore",
  status_updated_after: "statusAfter",
  status_updated_before: "statusBefore",
} as const;
/** Said once for each state that is sought. */
const STATUS = "status";
const REVIEWER = "security_reviewer";

export const NARROWING = [...Object.keys(TEXTS), ...Object.keys(DATES), STATUS, REVIEWER];
export const MANY = [STATUS];
export const MOMENTS = Object.keys(DATES);

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})?$/;

/** In the house's words; what is empty says nothing. Declines: 400 for a moment that is none. */
export function soughtIn(query: ReadonlyMap<string, string>) {
  const said = (name: string) => query.get(name) || undefined;
  const texts = Object.entries(TEXTS).flatMap(([theirs, ours]) => (said(theirs) ? [[ours, said(theirs)]] : []));
  const dates = Object.entries(DATES).flatMap(([theirs, ours]) =>
    said(theirs) ? [[ours, momentOf(theirs, said(theirs)!)]] : [],
  );
  const states = said(STATUS)?.split("\n").filter(Boolean);
  // Nobody reviews here.
  const isNobodys = [undefined, "is:null"].includes(said(REVIEWER));
  return { ...Object.fromEntries([...texts, ...dates]), ...(states ? { status: states } : {}), isNobodys };
}

/** Without a zone it is UTC; an unescaped plus has become a space on the way. */
function momentOf(name: string, text: string): Date {
  const written = text.replace(" ", "+");
  const moment = new Date(/(Z|[+-]\d{2}:\d{2})$/.test(written) ? written : `${written}Z`);
  if (!MOMENT.test(written) || Number.isNaN(moment.getTime()))
    throw new Declined(400, "invalid_input", `${name} is a moment, as 2026-01-31T12:00:00Z.`);
  return moment;
}
