import type { Handler } from "./asked";

/**
 * A route, as `/openapi.json` tells it and as a request meets it before its handler does. `ok`: what it answers where nothing is wrong, 200
 * if not said; `query`: what it reads there, of which `many` may be said several times; `largest`: bytes of a body, where it is not
 * as many as elsewhere (S-63). `anyone`: no sign-in needed. `body`: which kinds are read; a route that
 * names none ignores whatever is sent, as old clients send `{}` anywhere. `tries`: with `dryRun=true` it only tells what it would change. `page`: a browser is led on, so any Accept will do. `drawing`: it
 * asks what is being drawn, and asks it often.
 */
export type Route = {
  says: string;
  answer: Handler;
  ok?: readonly number[];
  query?: readonly string[];
  many?: readonly string[];
  largest?: number;
  anyone?: true;
  tries?: true;
  body?: readonly BodyKind[];
  page?: true;
  drawing?: true;
};
export type BodyKind = "json" | "patch" | "form";

/** How each kind of body calls itself. */
export const TYPES: Record<BodyKind, string> = {
  json: "application/json",
  patch: "application/json-patch+json",
  form: "application/x-www-form-urlencoded",
};
