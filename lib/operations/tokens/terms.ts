import { invalid } from "../../domain/refusal";
import { normalizeResourceId, resourceKey, resourceTypes } from "../../domain/resource";
import { holdableMethods, templateNamed } from "../../domain/token-templates";
import * as field from "../fields";

/** S-41. */
const DEFAULT_DAYS = 30;
const MOST_DAYS = 366;
const DAY = 86_400_000;

/** What a token may do, where, and for how long, as a caller says it. */
export const termFields = {
  apiList: field.texts(1000).optional(),
  tokenTemplate: field.text().optional(),
  resources: field.texts(100).optional(),
  expiresAt: field.date().optional(),
};

type Asked = {
  apiList?: string[] | undefined;
  tokenTemplate?: string | undefined;
  resources?: string[] | undefined;
  expiresAt?: Date | undefined;
};

/** The terms that were said, judged; what was not said is not in the answer. Refuses `invalid`, naming the parameter. */
export function readTerms({ apiList, tokenTemplate, resources, expiresAt }: Asked, now: Date) {
  const template = tokenTemplate === undefined ? undefined : templateNamed(tokenTemplate.trim());
  if (tokenTemplate !== undefined && !template) throw invalid("tokenTemplate", "there is no such template");
  const named = apiList === undefined ? [] : holdableMethods(apiList);
  return {
    ...(apiList || template
      ? { template: template?.name ?? null, methods: [...new Set([...named, ...(template?.methods ?? [])])].sort() }
      : {}),
    ...(resources ? { resources: readResources(resources) } : {}),
    ...(expiresAt ? { expires_at: readEnd(expiresAt, now) } : {}),
  };
}

export const defaultEnd = (now: Date): Date => new Date(now.getTime() + DEFAULT_DAYS * DAY);

function readEnd(end: Date, now: Date): Date {
  const days = (end.getTime() - now.getTime()) / DAY;
  if (days <= 0) throw invalid("expiresAt", "this time has passed");
  if (days > MOST_DAYS) throw invalid("expiresAt", `at most ${MOST_DAYS} days from now`);
  return end;
}

/** `TYPE:id` each, as `ENV:app-1`; a single `*` lifts the limit. Null means everything of its owner's. */
function readResources(list: readonly string[]): string[] | null {
  if (list.length === 1 && list[0] === "*") return null;
  const keys = list.map((text) => {
    const colon = text.indexOf(":");
    const type = resourceTypes.find((name) => name === text.slice(0, colon).trim().toUpperCase());
    if (!type) throw invalid("resources", "write each as TYPE:id");
    return resourceKey({ type, id: normalizeResourceId(type, text.slice(colon + 1)) });
  });
  if (keys.length === 0) throw invalid("resources", "write each as TYPE:id");
  return [...new Set(keys)].sort();
}
