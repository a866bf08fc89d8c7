/** Through which door the actor came; the journal keeps it. */
export type Door = "page" | "rest" | "tmi" | "socket" | "system";

/** What a personal access token leaves of its owner's rights (S-41). It narrows and never widens. */
export type TokenScope = {
  id: number;
  /** Canonical method names the token holds. */
  methods: ReadonlySet<string>;
  /** Resources the token is limited to as `TYPE:resourceId`, or null for all of its owner's. */
  resources: ReadonlySet<string> | null;
};

/** Whoever is asking now. `uid` is their account; rights in another's account come from memberships alone (S-09). */
export type Actor = {
  uid: number;
  /** Canonical. Counts as theirs only when `verified` (S-21). */
  email: string;
  verified: boolean;
  name: string;
  door: Door;
  /** The sign-in row this request stands on, when it came by one. */
  signInId?: number;
  token?: TokenScope;
  /** Somebody else looks at what this actor sees of one owner (0: of nobody any more), and changes nothing. */
  viewed?: { by: number; owner: number; member: number; name: string };
  /** The `version` of every owner whose world this request may need, read after the request arrived; keyed by owner uid. */
  versions: ReadonlyMap<number, number>;
  /** Client address and browser, for the journal and the list of sign-ins. */
  from: { ip: string; userAgent: string };
};
