import { mixed } from "../../domain/diagram/mixed";

/**
 * Tells what is asked under one operation's id from other words under the same id. Only one person's own words are ever compared, so nobody
 * gains by finding two that agree; and every edit pays for it.
 */
export const digestOf = (text: string): string => mixed(text).join(".");
