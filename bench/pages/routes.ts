import type { CastKey } from "../../db/cast";

/**
 * The pages that are measured. `filter` names the field that narrows a list; `plain` is a page that works before its scripts do,
 * and so is usable as soon as it is seen. The owner's come first: that a member was here is a change on the owner's pages, for which
 * they read again.
 */
export type Route = {
  path: string;
  who: CastKey | null;
  filter?: string;
  plain?: true;
  /** The diagram it shows, by name. */
  diagram?: string;
};

export const routes: Route[] = [
  { path: "/members", who: "owner", filter: "input[type=search]" },
  { path: "/roles", who: "owner" },
  { path: "/policies", who: "owner" },
  { path: "/review", who: "owner" },
  { path: "/journal", who: "owner" },
  { path: "/access", who: "owner" },
  { path: "/requests", who: "owner" },
  { path: "/environments", who: "owner", filter: "input[type=search]" },
  { path: "/environments?view=matrix", who: "owner" },
  { path: "/threat-models", who: "owner", filter: "input[type=search]" },
  { path: "/teams", who: "owner" },
  { path: "/tokens", who: "owner" },
  { path: "/activity", who: "owner" },
  { path: "/outbox", who: "owner" },
  { path: "/invitations", who: "invited" },
  { path: "/shared", who: "member" },
  { path: "/sign-in", who: null, plain: true },
  { path: "/invitation#gone", who: null, plain: true },
];

/** A diagram of 25 elements, and one of 400; where they are, is found out. */
export const DIAGRAM: Route = { path: "/diagrams", who: "owner", diagram: "Paying with a card" };
export const LARGE = "Every area";

/** A tool of the canvas: pressed, it can be drawn with. */
export const tool = "[data-canvas] button[aria-label=Process]";
export const taken = `${tool}[aria-pressed=true]`;

/** The menu in the frame: on every page of somebody signed in. */
export const press = "button[aria-haspopup=menu]";
export const answer = "[role=menu]";
