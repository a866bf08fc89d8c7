import "../support/unlimited";
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../lib/operations/families";
import { versionOf } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { brokenInvariants } from "../support/invariants";
import { type Answer, call } from "../support/platform";
import { snapshot } from "../support/snapshot";
import {
  type Caller,
  type CallerKey,
  callers,
  LISTED,
  type Tenant,
  threeTenants,
  WANTED,
  type World,
} from "../support/tenants";

/**
 * The authorization matrix: every method of users.collaboration, by every kind of caller, with every shape of each id it
 * takes. What must come out is written down here from the contract (vap.md A.0-A.8, D4, D10), not from the code.
 */
type Value = string | number | boolean | undefined;
type Values = Record<string, Value>;
type Shape = (typeof shapes)[number];

const shapes = [
  "own",
  "sibling",
  "self",
  "foreign",
  "absent",
  "zero",
  "negative",
  "beyond",
  "text",
  "list",
  "missing",
] as const;
const members = ["delegate", "active", "pending", "rejected", "suspended", "left", "two"] as const;
const acting = ["owner", "delegate", "active", "pending", "rejected", "suspended", "left", "stranger", "two"] as const;

/** One parameter of one method, and the result for each caller in the order of `acting`. */
type Row = {
  param: string | null;
  /** The other parameters of a call that would succeed. */
  rest?: (world: World) => Values;
  /** An id of `o` that fits; for the member's own side that of the caller's membership. */
  own?: (tenant: Tenant, caller: Caller) => Value;
  expected: string;
  /** With an id of nobody or of somebody else: 5 for everyone, unless they may not even ask. */
  unknown?: string;
  /** With an id of somebody else, where it is not what an id of nobody is. */
  foreign?: string;
  /** Somebody else's membership with the same owner; and the caller's own. */
  sibling?: string;
  self?: string;
  missing?: string;
  /** For what is a text or a list of texts: an odd id is a name nobody has. */
  odd?: "invalid" | "unknown" | "none";
  list?: "invalid" | "own";
  /** The resource alone says whose it is. */
  named?: "alone";
};

const EVERYONE = "0 0 0 0 0 0 0 0 0";
const OWNER = "0 5 5 5 5 5 5 5 5";
/** Whoever can look at it is told that it is the owner's alone: a delegate, and `two` with the owner they act for. */
const SEEN = { expected: "0 8 5 5 5 5 5 5 5", foreign: "5 5 5 5 5 5 5 5 8" };
const TAKEN_PART = "- 8 8 8 8 8 8 - 8";
const MANAGERS = "0 0 5 5 5 5 5 5 5";
const NOBODY = "5 5 5 5 5 5 5 5 5";
/** Whoever belongs to the account and may not act for it is told so; whoever does not, that there is no such account. */
const ASKED = "0 0 8 5 5 8 8 5 8";
const MAY_NOT = "5 5 8 5 5 8 8 5 8";
const ONESELF = "- 8 8 5 5 8 8 - 8";

const mine = (tenant: Tenant, caller: Caller) => caller.membership ?? tenant.pending;
const member: Omit<Row, "expected" | "sibling"> = { param: "id", own: mine };
const target = (which: "active" | "pending" | "suspended"): Row => ({
  param: "id",
  own: (tenant) => tenant[which],
  expected: MANAGERS,
  self: ONESELF,
});
const ofOwner = (param: string, own: Row["own"], rest?: Row["rest"]): Row => ({
  param,
  ...(own ? { own } : {}),
  ...(rest ? { rest } : {}),
  expected: OWNER,
});
/** What is shared in a pair: its member takes part in it, and a delegate can look at it. */
const ofPair = (rest: NonNullable<Row["rest"]>): Row => ({
  ...ofOwner("collaborationId", (tenant) => tenant.active, rest),
  ...SEEN,
  self: TAKEN_PART,
});
const START = "environment.control.StartEnv";
const elements = ({ o }: World) => JSON.stringify([{ resourceId: o.env, roleIds: [o.role] }]);

const table: Record<string, Row[]> = {
  AcceptCollaboration: [{ ...member, expected: "5 0 0 0 8211 8211 8211 5 0", sibling: NOBODY }],
  RejectCollaboration: [{ ...member, expected: "5 8211 8211 0 8211 8211 8211 5 8211", sibling: NOBODY }],
  LeaveCollaboration: [{ ...member, expected: "8 0 0 0 8211 0 8211 5 0", sibling: "8 5 5 5 5 5 5 5 5" }],
  EditCollaboration: [
    { ...member, rest: () => ({ displayName: "x" }), expected: "8 0 0 0 0 0 0 5 0", sibling: "8 5 5 5 5 5 5 5 5" },
  ],
  GetCollaborations: [{ ...member, expected: "0 0 0 0 0 0 0 5 0", sibling: OWNER, missing: EVERYONE }],
  InviteMember: [{ param: null, rest: () => ({ email: "new@example.com" }), expected: "0 0 8 5 5 8 8 0 8" }],
  ResendMemberInvitation: [target("pending")],
  EditMember: [{ ...target("active"), rest: () => ({ displayName: "x" }) }],
  SuspendMember: [target("active")],
  ActivateMember: [target("suspended")],
  DeleteMember: [target("active")],
  GetMembers: [{ ...target("active"), self: "- 0 0 5 5 0 0 - 0", missing: "0 0 0 5 5 0 0 0 0" }],
  GetMemberResources: [{ ...ofOwner("memberId", (tenant) => tenant.active), missing: EVERYONE }],
  AddResources: [ofPair((world) => ({ resources: elements(world) }))],
  SetResources: [ofPair((world) => ({ resources: elements(world) }))],
  SetResource: [
    {
      param: "collaborationId",
      own: (tenant) => tenant.active,
      rest: ({ o }) => ({ resourceId: o.env, roleIds: o.role }),
      expected: ASKED,
      unknown: MAY_NOT,
      self: "- 8 8 5 5 8 8 - 8",
    },
    {
      param: "resourceId",
      own: (tenant) => tenant.env,
      rest: ({ o }) => ({ collaborationId: o.active, roleIds: o.freeRole }),
      expected: ASKED,
      unknown: MAY_NOT,
      odd: "unknown",
    },
    {
      param: "roleIds",
      own: (tenant) => tenant.freeRole,
      rest: ({ o }) => ({ collaborationId: o.active, resourceId: o.env }),
      expected: ASKED,
      unknown: MAY_NOT,
      missing: "3 3 8 5 5 8 8 5 8",
      odd: "unknown",
      list: "own",
    },
  ],
  DeleteResources: [
    ofPair(({ o }) => ({ ids: o.share })),
    {
      ...ofOwner(
        "ids",
        (tenant) => tenant.share,
        ({ o }) => ({ collaborationId: o.active }),
      ),
      expected: SEEN.expected,
      unknown: "5 8 5 5 5 5 5 5 5",
      list: "own",
    },
  ],
  DeleteProjectFromResources: [
    { param: "projectId", own: (tenant) => tenant.project, expected: EVERYONE, unknown: EVERYONE, odd: "unknown" },
  ],
  GetCollaborationResources: [
    { ...member, param: "collaborationId", expected: "0 0 0 0 0 0 0 5 0", sibling: OWNER, missing: EVERYONE },
  ],
  GetResourceRoles: [
    { param: "resourceId", own: (tenant) => tenant.env, expected: "0 0 0 5 5 0 5 5 5", odd: "unknown" },
  ],
  GetCollaborationResourceMethods: [
    {
      param: "resourceId",
      own: (tenant) => tenant.env,
      rest: () => ({ resourceType: "ENV" }),
      expected: "0 0 0 5 5 0 0 5 5",
      odd: "unknown",
      named: "alone",
    },
  ],
  AddRole: [
    {
      param: "policies",
      own: (tenant) => tenant.freePolicy,
      rest: () => ({ name: "A new role", receiveNotification: false }),
      expected: OWNER,
      odd: "unknown",
      list: "own",
    },
  ],
  EditRole: [
    {
      ...ofOwner(
        "id",
        (tenant) => tenant.freeRole,
        () => ({ policies: "LOGS_VIEW" }),
      ),
      ...SEEN,
    },
  ],
  DeleteRole: [{ ...ofOwner("id", (tenant) => tenant.freeRole), ...SEEN }],
  GetRoles: [
    {
      param: "id",
      own: (tenant) => tenant.role,
      expected: ASKED,
      unknown: MAY_NOT,
      missing: "0 0 8 5 5 8 8 0 8",
    },
  ],
  GetCollaborationRoleMethods: [
    { param: "roleId", own: (tenant) => tenant.role, expected: "0 5 0 5 5 5 5 5 5", missing: EVERYONE },
    {
      ...member,
      param: "collaborationId",
      expected: "0 0 0 5 5 5 5 5 0",
      sibling: OWNER,
      missing: EVERYONE,
    },
  ],
  AddPolicy: [{ param: null, rest: () => ({ name: "A new policy", methods: START }), expected: EVERYONE }],
  EditPolicy: [
    ofOwner(
      "id",
      (tenant) => tenant.freePolicy,
      () => ({ methods: START }),
    ),
  ],
  DeletePolicy: [ofOwner("id", (tenant) => tenant.freePolicy)],
  GetPolicies: [{ ...ofOwner("id", (tenant) => tenant.policy), missing: EVERYONE }],
  GetPolicyMethods: [{ ...ofOwner("policyId", (tenant) => tenant.policy), missing: EVERYONE }],
  CheckEnvironmentRights: [
    {
      param: "envName",
      own: (tenant) => tenant.env,
      rest: () => ({ serviceMethod: "environment.control.GetEnvInfo" }),
      expected: "0 0 0 5 5 8 8 5 5",
      missing: "0 0 0 0 0 8 8 0 0",
      odd: "unknown",
      named: "alone",
    },
  ],
};

/** The questions about access (the same rules in another family), told apart from the contract's 32. */
const questions: Record<string, Row[]> = {
  Explain: [
    {
      ...target("active"),
      param: "memberId",
      rest: ({ o }) => ({ envName: o.env, serviceMethod: START }),
      self: "- 0 0 5 5 0 0 - 5",
      missing: "0 0 0 5 5 0 0 5 5",
    },
    {
      param: "envName",
      own: (tenant) => tenant.env,
      rest: () => ({ serviceMethod: START }),
      expected: "0 0 0 5 5 0 0 5 5",
      odd: "unknown",
      missing: "3 3 3 5 5 3 3 3 3",
    },
  ],
  WhoCan: [
    {
      param: "envName",
      own: (tenant) => tenant.env,
      rest: () => ({ serviceMethod: START }),
      expected: ASKED,
      unknown: MAY_NOT,
      missing: "0 0 8 5 5 8 8 0 8",
      odd: "unknown",
    },
  ],
  WhatCan: [
    {
      ...target("active"),
      param: "memberId",
      self: "- 0 0 5 5 0 0 - 0",
      missing: "0 0 0 5 5 0 0 0 0",
    },
  ],
};
const LATER = "2031-01-01T00:00:00Z";
/** What is asked of somebody's own account, and names nothing. */
const ofMine = (rest?: Row["rest"]): Row => ({ param: null, ...(rest ? { rest } : {}), expected: EVERYONE });
/** Only the owner writes down what must hold; who belongs to the account is told so, whatever they name. */
const THEIRS = "5 8 8 5 5 8 8 5 8";
const sentence: Row = {
  param: "id",
  own: (tenant) => tenant.sentence,
  rest: () => ({ text: "everyone never billing.account.GetAccount" }),
  expected: "0 8 8 5 5 8 8 5 8",
  unknown: THEIRS,
};
const MANAGED = "0 0 8 5 5 8 8 0 8";
const request: Row = {
  param: "id",
  own: (tenant) => tenant.request,
  expected: ASKED,
  unknown: MAY_NOT,
};
const wanted: Row = {
  param: "resourceId",
  own: (tenant) => tenant.env,
  rest: () => WANTED,
  // Nobody asks themselves; whoever is suspended asks to be let in again; to whoever has left nothing is there to be asked for.
  expected: "5 8211 0 5 5 0 5 5 5",
  missing: "5 3 3 5 5 3 3 5 3",
  odd: "unknown",
};
/** Until when, what must hold, and what somebody asks for. */
const promises: Record<string, Row[]> = {
  SetMemberEnd: [{ ...target("active"), rest: () => ({ until: LATER }) }],
  SetShareEnd: [
    {
      param: "id",
      own: (tenant) => tenant.share,
      rest: () => ({ until: LATER }),
      expected: ASKED,
      unknown: MAY_NOT,
    },
  ],
  SetListEnd: [
    ofOwner(
      "threatModelId",
      (tenant) => tenant.model,
      () => ({ email: LISTED, until: LATER }),
    ),
  ],
  // Nobody of these is on its list; to whom it says nothing it is not there.
  LeaveList: [{ param: "threatModelId", own: (tenant) => tenant.model, expected: "8 5 5 5 5 5 5 5 5" }],
  ListSentences: [{ param: null, expected: MANAGED }],
  CheckSentences: [{ param: null, expected: MANAGED }],
  AddSentence: [
    {
      param: null,
      rest: () => ({ text: "member nobody@example.com never billing.*" }),
      expected: "0 8 8 5 5 8 8 0 8",
    },
  ],
  EditSentence: [sentence],
  DeleteSentence: [sentence],
  GetRequests: [{ param: null, expected: MANAGED }],
  CountRequests: [{ param: null, expected: MANAGED }],
  GrantRequest: [request],
  ExplainRequest: [request],
  DeclineRequest: [request],
  RequestAccess: [wanted],
  GetMyRequests: [ofMine()],
  GetMyRequest: [{ ...wanted, expected: "5 0 0 5 5 0 5 5 5" }],
};
Object.assign(table, questions, promises);
const addressOf = (method: string) =>
  `${method in questions || method in promises ? "confer.access" : "users.collaboration"}.${method}`;

/** With somebody else's ownerUid everything is absent; only `two` may do there what names nothing of `o`. */
const ownerUidRows: Record<string, { foreign: string }> = {
  AddSentence: { foreign: "5 5 5 5 5 5 5 5 8" },
  CheckSentences: { foreign: "5 5 5 5 5 5 5 5 0" },
  DeleteSentence: { foreign: "5 5 5 5 5 5 5 5 8" },
  EditSentence: { foreign: "5 5 5 5 5 5 5 5 8" },
  ListSentences: { foreign: "5 5 5 5 5 5 5 5 0" },
  ActivateMember: { foreign: NOBODY },
  DeleteMember: { foreign: NOBODY },
  EditMember: { foreign: NOBODY },
  Explain: { foreign: NOBODY },
  GetCollaborations: { foreign: NOBODY },
  GetMembers: { foreign: NOBODY },
  GetResourceRoles: { foreign: NOBODY },
  GetRoles: { foreign: NOBODY },
  InviteMember: { foreign: "5 5 5 5 5 5 5 5 0" },
  ResendMemberInvitation: { foreign: NOBODY },
  SetResource: { foreign: NOBODY },
  SuspendMember: { foreign: NOBODY },
  SetMemberEnd: { foreign: NOBODY },
  SetShareEnd: { foreign: NOBODY },
  GetRequests: { foreign: "5 5 5 5 5 5 5 5 0" },
  CountRequests: { foreign: "5 5 5 5 5 5 5 5 0" },
  GrantRequest: { foreign: NOBODY },
  ExplainRequest: { foreign: NOBODY },
  DeclineRequest: { foreign: NOBODY },
  RequestAccess: { foreign: NOBODY },
  GetMyRequest: { foreign: NOBODY },
  WhatCan: { foreign: NOBODY },
  WhoCan: { foreign: NOBODY },
};

type Cell = { method: string; param: string | null; caller: CallerKey; shape: Shape; values: Values; result: number };

let world: World;
let restore: () => Promise<void>;
let count = 0;
const outcomes = new Map<number, number>();
const heard = new Set<string>();

beforeAll(freshDatabase);
beforeAll(async () => {
  world = await threeTenants();
  restore = await snapshot();
}, 120_000);

const ours = operations.filter(
  ({ method }) => method.startsWith("users.collaboration.") || method.startsWith("confer.access."),
);

describe("S-04, S-09: every method, every caller, every shape of an id", () => {
  it("the table has a row for each method of the register, and for no other", () => {
    const names = ours.map((operation) => operation.method.split(".")[2]!);
    expect(Object.keys(table).sort()).toEqual(names.sort());
    const withOwner = ours
      .filter((operation) => "ownerUid" in operation.input.shape)
      .map((one) => one.method.split(".")[2]!);
    // CheckEnvironmentRights takes it as an extension of ours (D7), and has tests of its own.
    expect([...Object.keys(ownerUidRows), "CheckEnvironmentRights"].sort()).toEqual(withOwner.sort());
  });

  it.each(ours.map((operation) => [operation.method.split(".")[2]!, operation.kind] as const))(
    "%s",
    async (method, kind) => {
      const cells = cellsOf(method);
      const bodies = new Map<string, string>();
      const faults: string[] = [];
      for (const cell of cells) faults.push(...(await run(cell, kind, bodies)));
      count += cells.length;
      expect(faults).toEqual([]);
      expect(await brokenInvariants()).toEqual([]);
    },
    120_000,
  );

  it("not a cell is missing, and all results that can come up did", () => {
    expect(count).toBe(8290);
    expect([...outcomes.keys()].sort((a, b) => a - b)).toEqual([0, 3, 5, 8, 702, 8202, 8211]);
    expect(outcomes.get(0)).toBe(402);
    // The words looked for are really said, to whoever may hear them.
    expect([...heard].sort()).toEqual([
      "canary-f-",
      "canary-g-",
      "canary-o-",
      "private-f-",
      "private-g-",
      "private-o-",
    ]);
  });
});

function cellsOf(method: string): Cell[] {
  const cells: Cell[] = [];
  for (const row of table[method]!) {
    for (const shape of row.param === null ? (["missing"] as const) : shapes) {
      for (const caller of callers) {
        const result = expectedOf(row, shape, caller);
        if (result === null) continue;
        const values = { ...row.rest?.(world), ...ownerFor(method, caller) };
        if (row.param !== null) values[row.param] = shaped(row, shape, caller);
        cells.push({ method, param: row.param, caller, shape, values, result });
      }
    }
  }
  if (method in ownerUidRows) cells.push(...ownerUidCells(method));
  return cells;
}

/** The first row's call with each shape of ownerUid. */
function ownerUidCells(method: string): Cell[] {
  const row = table[method]![0]!;
  const cells: Cell[] = [];
  for (const shape of ["own", "foreign", "absent", "zero", "negative", "beyond", "text", "list"] as const) {
    for (const caller of callers) {
      const values = { ...row.rest?.(world) };
      if (row.param !== null) values[row.param] = shaped(row, "own", caller);
      values.ownerUid = shaped({ param: "ownerUid", own: (tenant) => tenant.owner.uid, expected: "" }, shape, caller);
      const at = acting.indexOf(caller as (typeof acting)[number]);
      // Naming `o` gives a stranger nothing: there is no such account for them.
      const own = caller === "stranger" ? 5 : Number(row.expected.split(" ")[at]);
      const known =
        shape === "own" ? own : shape === "foreign" ? Number(ownerUidRows[method]!.foreign.split(" ")[at]) : 5;
      const result = at < 0 ? withoutToken(caller) : isInvalid(shape) ? 3 : known;
      cells.push({ method, param: "ownerUid", caller, shape, values, result });
    }
  }
  return cells;
}

function expectedOf(row: Row, shape: Shape, caller: CallerKey): number | null {
  const at = acting.indexOf(caller as (typeof acting)[number]);
  const line = lineOf(row, shape);
  if (line === null) return null;
  if (at < 0) return withoutToken(caller);
  const written = line.split(" ")[at]!;
  return written === "-" ? null : Number(written);
}

function lineOf(row: Row, shape: Shape): string | null {
  const refused = "3 3 3 3 3 3 3 3 3";
  const unknown = row.unknown ?? NOBODY;
  if (row.param === null || shape === "own") return row.expected;
  if (shape === "sibling") return row.sibling ?? null;
  if (shape === "self") return row.self ?? null;
  if (shape === "missing") return row.missing ?? refused;
  if (shape === "foreign") return row.foreign ?? unknown;
  if (shape === "absent") return unknown;
  if (shape === "list" && row.list === "own") return row.expected;
  return row.odd === "unknown" ? unknown : refused;
}

const withoutToken = (caller: CallerKey): number => (caller === "nobody" ? 3 : caller === "expired" ? 702 : 8202);
const isInvalid = (shape: Shape) => ["zero", "negative", "beyond", "text", "list"].includes(shape);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function shaped(row: Row, shape: Shape, key: CallerKey): Value {
  const caller = world.callers[key];
  const nobody: Caller = { ...caller, membership: undefined };
  const own = row.own!(world.o, caller);
  const absent = typeof own !== "string" ? 999_999_999 : UUID.test(own) ? randomUUID() : "not-there-at-all";
  const values: Record<Shape, () => Value> = {
    own: () => own,
    sibling: () => row.own!({ ...world.o, pending: world.o.active }, nobody),
    self: () => caller.membership,
    // Where the call names no owner, `two` is asked about the third one: with the second they have rights of their own.
    foreign: () => row.own!(key === "two" && row.named === "alone" ? world.f : world.g, nobody),
    absent: () => absent,
    zero: () => 0,
    negative: () => -1,
    beyond: () => "9007199254740992",
    text: () => "abc",
    list: () => `${own},${own}`,
    missing: () => undefined,
  };
  return values[shape]();
}

/** Whoever is a member names the owner they mean. */
const ownerFor = (method: string, caller: CallerKey): Values =>
  method in ownerUidRows && (members as readonly string[]).includes(caller) && method !== "GetCollaborations"
    ? { ownerUid: world.o.owner.uid }
    : {};

async function run(cell: Cell, kind: "read" | "write", bodies: Map<string, string>): Promise<string[]> {
  const { method, caller, shape, values, result } = cell;
  const owners = [world.o.owner, world.g.owner, world.f.owner];
  const before = kind === "write" ? await Promise.all(owners.map(versionOf)) : [];
  const answer = await call(addressOf(method), values, world.callers[caller].session);
  const got = answer.body.result;
  outcomes.set(got, (outcomes.get(got) ?? 0) + 1);
  const where = `${method}(${cell.param}) by ${caller}, ${shape}`;
  const faults: string[] = [];
  if (got !== result) faults.push(`${where}: ${got} ${answer.body.error}, expected ${result}`);
  if (answer.status !== 200) faults.push(`${where}: status ${answer.status}`);
  faults.push(...told(where, caller, values, answer));
  const named = String(values[cell.param ?? ""]);
  // S-04: nobody can tell somebody else's from nothing.
  const theirs = caller === "two" && (cell.param === "ownerUid" || (shape === "foreign" && result === 8));
  if (!theirs && (shape === "foreign" || shape === "absent")) {
    const body = JSON.stringify(answer.body).replaceAll(named, "ID");
    const key = `${cell.param} ${caller}`;
    if (shape === "foreign") bodies.set(key, body);
    else if (bodies.has(key) && bodies.get(key) !== body)
      faults.push(`${where}: ${body} differs from ${bodies.get(key)}`);
  }
  if (kind === "write") {
    const after = await Promise.all(owners.map(versionOf));
    const changed = owners.filter((_, n) => after[n] !== before[n]);
    if (got !== 0 && changed.length > 0) faults.push(`${where}: refused, and something was written`);
    if (caller === "stranger" && changed.some((owner) => owner !== world.f.owner))
      faults.push(`${where}: wrote elsewhere`);
    if (got === 0) await restore();
  }
  return faults;
}

/** Which tenants' words a caller may read, and whose private ones. What they sent themselves may be echoed. */
const hears: Record<CallerKey, { canary: string; private: string }> = {
  owner: { canary: "o", private: "o" },
  delegate: { canary: "o", private: "o" },
  active: { canary: "o", private: "" },
  pending: { canary: "o", private: "" },
  rejected: { canary: "o", private: "" },
  suspended: { canary: "o", private: "" },
  left: { canary: "o", private: "" },
  stranger: { canary: "f", private: "f" },
  two: { canary: "og", private: "g" },
  nobody: { canary: "", private: "" },
  wrongScope: { canary: "", private: "" },
  expired: { canary: "", private: "" },
};

function told(where: string, caller: CallerKey, values: Values, answer: Answer): string[] {
  let text = JSON.stringify([answer.headers, answer.body]);
  for (const value of Object.values(values)) if (typeof value === "string") text = text.replaceAll(value, "");
  const faults: string[] = [];
  for (const key of ["o", "g", "f"]) {
    for (const kind of ["canary", "private"] as const) {
      const word = `${kind}-${key}-`;
      if (text.includes(word)) heard.add(word);
      if (!hears[caller][kind].includes(key) && text.includes(word)) faults.push(`${where}: hears of ${word}`);
    }
  }
  const { session } = world.callers[caller];
  if (session && text.includes(session)) faults.push(`${where}: the token is repeated`);
  return faults;
}
