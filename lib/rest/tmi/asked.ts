import type { Actor } from "../../domain/actor";
import type { PlainAnswer, PlainRequest } from "../plain";
import type { Prefix, Profile } from "./profiles";

/** One request of TMI's family as a handler sees it. */
export type Asked = {
  request: PlainRequest;
  profile: Profile;
  /** Where the client reached us, without a slash at its end. */
  base: string;
  /** What it put before the path: the addresses it is given to go on with have it too. */
  prefix: Prefix;
  /** The path's variable parts, by the names the table gives them. */
  params: Record<string, string>;
  query: ReadonlyMap<string, string>;
  /** Whoever asks; nobody (uid 0) only where anyone may. */
  actor: Actor;
  /** Nothing is to be changed, only told what would be (`dryRun=true`). */
  dry: boolean;
};

export type Handler = (asked: Asked) => PlainAnswer | Promise<PlainAnswer>;

const headers = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};
const bare = { "cache-control": "no-store", "referrer-policy": "no-referrer" };

export const json = (value: unknown, status = 200, more: Record<string, string> = {}): PlainAnswer =>
  written(JSON.stringify(value), status, more);

/** What is JSON already. */
export const written = (body: string, status = 200, more: Record<string, string> = {}): PlainAnswer => ({
  status,
  headers: { ...headers, ...more },
  body,
});

export const nothing = (status = 204, more: Record<string, string> = {}): PlainAnswer => ({
  status,
  headers: { ...bare, ...more },
  body: "",
});
