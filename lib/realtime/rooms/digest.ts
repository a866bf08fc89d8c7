import { hash } from "node:crypto";

/**
 * Tells what is asked under one operation's id from other words under the same id. The whole function in one native call, because every
 * edit pays for it.
 */
export const digestOf = (text: string): string => hash("sha256", text, "base64url");
