import type { ColumnType, Generated, Selectable } from "kysely";
import type { ActivityKind, ActivityState, StepVerdict } from "../lib/domain/activity";
import type { MemberStatus } from "../lib/domain/collaboration";
import type { ModelRole } from "../lib/domain/diagram/rights";
import type { ResourceType } from "../lib/domain/resource";
import type { Rule } from "../lib/domain/threats/rule";
import type { Fact, Severity, Status } from "../lib/domain/threats/threat";

/**
 * One interface a table. Every table of an owner's data has `owner_uid` first in its primary key and in every unique
 * constraint and foreign key (scale.md R1); the `directory_*` tables hold only pointers to where the truth is (R5).
 */
export type Schema = {
  directory_email: { email: string; owner_uid: number };
  directory_identity: { provider: string; subject: string; owner_uid: number };
  directory_key: { hash: string; kind: "sign-in" | "token"; owner_uid: number; id: number };
  directory_invitation: { hash: string; owner_uid: number; member_id: number };
  directory_closed_invitation: ClosedInvitationColumns;
  directory_membership: { owner_uid: number; member_id: number; email: string; member_uid: number | null };
  directory_environment: { key: string; owner_uid: number; appid: string };
  /** When something is due for an owner: that an end is told beforehand, or comes. */
  directory_end: { owner_uid: number; due_at: Date };
  directory_activity: { owner_uid: number; activity_id: number; due_at: Date };
  directory_threat_model: { id: string; owner_uid: number };
  directory_threat_model_entry: { key: string; owner_uid: number; threat_model_id: string };
  directory_diagram: { id: string; owner_uid: number };
  directory_session: { id: string; owner_uid: number };
  counter: { key: string; started_at: Date; n: number };

  account: AccountColumns;
  sign_in: SignInColumns;
  exchange: ExchangeColumns;
  token: TokenColumns;
  collaboration: CollaborationColumns;
  member: MemberColumns;
  access_request: RequestColumns;
  share: ShareColumns;
  share_role: { owner_uid: number; share_id: number; role_id: number };
  role: RoleColumns;
  role_policy: { owner_uid: number; role_id: number; policy_id: number };
  policy: PolicyColumns;
  sentence: SentenceRow;
  environment: EnvironmentColumns;
  environment_group: GroupColumns;
  environment_in_group: { owner_uid: number; path: string; appid: string };
  journal: JournalColumns;
  /** `type` is a resource's, or ANY for a call that named none. */
  counted_call: {
    owner_uid: number;
    uid: number;
    /** Days since 1970, UTC. */
    day: number;
    method: string;
    type: string;
    resource_id: string;
    n: number;
  };
  journal_seal: JournalSealColumns;
  journal_head: { owner_uid: number; seq: number; hash: string; version: number; signature: string };
  review: ReviewColumns;
  review_line: ReviewLineColumns;
  mail: MailColumns;
  preference: PreferenceColumns;
  activity: ActivityColumns;
  activity_step: ActivityStepColumns;
  threat_model: ThreatModelColumns;
  threat_model_entry: ThreatModelEntryColumns;
  diagram: DiagramColumns;
  /** `refused`: how many operations were; the last of them is at minus that number. */
  diagram_head: { owner_uid: number; diagram_id: string; seq: Generated<number>; refused: Generated<number> };
  diagram_edit: DiagramEditColumns;
  diagram_version: DiagramVersionColumns;
  diagram_snapshot: { owner_uid: number; diagram_id: string; seq: number; cells: string };
  diagram_session: DiagramSessionColumns;
  diagram_session_removed: { owner_uid: number; session_id: string; uid: number; reason: Generated<string> };
  diagram_participant: DiagramParticipantColumns;
  diagram_ticket: DiagramTicketColumns;
  threat: ThreatColumns;
  threat_dismissal: {
    owner_uid: number;
    rule: string;
    /** How far it reaches: `here <diagram> <cell>`, `kind <model> <kind>`, `always`. */
    place: string;
    threat_model_id: string | null;
    by_uid: number;
    at: CreatedAt;
  };
  threat_rule: { owner_uid: number; id: string; rule: Json<Rule>; by_uid: number; at: CreatedAt };
  /** What a file said of a model or a diagram (`of`) that has no place here. */
  file_aside: { owner_uid: number; threat_model_id: string; of: string; content: string };
};

type CreatedAt = ColumnType<Date, Date | undefined, never>;

type AccountColumns = {
  owner_uid: number;
  /** Canonical form: what is compared. `email_shown` is what the person typed. */
  email: string;
  email_shown: string;
  name: string;
  password_hash: string | null;
  totp_secret: string | null;
  /** The last TOTP step spent, so that a code works once (S-36). */
  totp_step: number | null;
  status: Generated<"ACTIVE" | "INACTIVE" | "DESTROY" | "DELETED">;
  lang: Generated<string>;
  verified_at: Date | null;
  /** Raised by every change of this owner's data (R8); taking it is also the owner's write lock. */
  version: Generated<number>;
  /** The version at which the keys last changed (sign-ins, tokens, the account itself), and the book (roles, policies). */
  keys_version: Generated<number>;
  book_version: Generated<number>;
  created_at: CreatedAt;
};

type SignInColumns = {
  owner_uid: number;
  id: number;
  hash: string;
  door: "page" | "rest";
  ip: string;
  user_agent: string;
  created_at: CreatedAt;
  last_seen_at: Generated<Date>;
  /** When the password was last given (S-37). */
  confirmed_at: Generated<Date>;
  /** From when on it is not accepted. Where it lies before `ends_at`, use moves it on (S-32). */
  expires_at: Date;
  /** The end that no use moves. */
  ends_at: Date;
  /** Of a program's: until when a refresh token brings it back after that, and moves both ends on. */
  returns_until: ColumnType<Date | null, Date | null | undefined>;
};

/** A secret that a program hands in, once, for an access token; only its hash is kept. */
type ExchangeColumns = {
  owner_uid: number;
  hash: string;
  kind: "code" | "refresh";
  /** The sign-in it opened (a code) or renews (a refresh token); null until a code is handed in. */
  sign_in_id: number | null;
  /** Of a code: where it was sent, and the PKCE challenge (S256) that its taker must know the answer to; empty without one. */
  callback: string;
  challenge: string;
  made_at: CreatedAt;
  expires_at: Date;
  spent_at: Date | null;
};

/** An invitation that opens nothing any more: `email` is whom it was for. */
type ClosedInvitationColumns = {
  hash: string;
  owner_uid: number;
  email: string;
  why: "accepted" | "rejected" | "replaced" | "withdrawn";
  closed_at: CreatedAt;
};

type TokenColumns = {
  owner_uid: number;
  id: number;
  hash: string;
  last4: string;
  description: string;
  template: string | null;
  methods: string[];
  resources: string[] | null;
  created_at: CreatedAt;
  last_used_at: Date | null;
  /** From where it was used then. */
  last_ip: Generated<string>;
  expires_at: Date;
  /** How much of its end was told (lib/domain/ends.ts). */
  ends_told: Generated<number>;
  /** Made by the form that asked for it, so that a form sent twice makes one token. */
  request_id: string | null;
};

type CollaborationColumns = {
  owner_uid: number;
  id: number;
  type: "ACCOUNT" | "GROUP";
  /** A team's name; empty for a pair. */
  display_name: string;
  external_id: string;
  created_at: CreatedAt;
};

type MemberColumns = {
  owner_uid: number;
  id: number;
  collaboration_id: number;
  type: "ACCOUNT" | "GROUP";
  email: string;
  email_shown: string;
  /** Null until the invited person has accepted: an invitation must not tell whether an account exists (S-26). */
  member_uid: number | null;
  status: MemberStatus;
  signed_by: "INVITATION" | "AZURE_AD";
  /** The owner's label for the member, never shown to the member. */
  display_name: string;
  /** The member's label for the owner, never shown to the owner. */
  owner_label: string;
  status_at: Date;
  sent_at: Date | null;
  secret_hash: string | null;
  secret_expires_at: Date | null;
  created_at: CreatedAt;
} & EndColumns;

type RequestColumns = {
  owner_uid: number;
  id: number;
  asker_uid: number;
  method: string;
  type: ResourceType;
  resource_id: string;
  note: string;
  state: RequestState;
  /** What whoever answered said about it. */
  answer: Generated<string>;
  role_id: ColumnType<number | null, number | null | undefined>;
  until: ColumnType<Date | null, Date | null | undefined>;
  by_uid: ColumnType<number | null, number | null | undefined>;
  asked_at: CreatedAt;
  answered_at: ColumnType<Date | null, Date | null | undefined>;
};
export type RequestState = "OPEN" | "GRANTED" | "DECLINED";

type ShareColumns = {
  owner_uid: number;
  id: number;
  collaboration_id: number;
  type: ResourceType;
  resource_id: string;
  metadata: string;
} & EndColumns;

type EndColumns = {
  /** From when on it gives nothing, by the clock of the database; null for one without an end. */
  ends_at: ColumnType<Date | null, Date | null | undefined>;
  /** Up to which stage it was told (lib/domain/ends). */
  ends_told: Generated<number>;
};

type RoleColumns = {
  owner_uid: number;
  id: number;
  name: string;
  name_key: string;
  description: string;
  type: "VAP" | "CMP";
  receive_notification: boolean;
};

type PolicyColumns = {
  owner_uid: number;
  id: number;
  name: string;
  name_key: string;
  description: string;
  type: "COLLABORATION" | "ENVIRONMENT" | "CMP";
  behavior: "ALLOW" | "DENY";
  methods: string[];
};

type EnvironmentColumns = {
  owner_uid: number;
  appid: string;
  name: string;
  display_name: string;
  /** 1 running, 2 down … (vap.md E). */
  status: Generated<number>;
  host_group: string;
  creator_uid: number;
  created_at: CreatedAt;
};

type GroupColumns = {
  owner_uid: number;
  /** Full path, `Parent/Child`. */
  path: string;
  color: string;
  icon: string;
  is_isolated: Generated<boolean>;
};

type JournalColumns = {
  owner_uid: number;
  /** The owner's version this change made, and its place among the changes of that version. */
  version: number;
  n: number;
  at: CreatedAt;
  actor_uid: number;
  door: string;
  token_id: number | null;
  method: string;
  target: string;
  target_id: string;
  before: ColumnType<unknown, string | null, never>;
  after: ColumnType<unknown, string | null, never>;
  /** Empty for what was done; else the code of the refusal. What was refused made no version: it has minus its place in the chain. */
  code: Generated<string>;
  reason: Generated<number>;
  because: Generated<string>;
  why: ColumnType<unknown, string | null, never>;
  /** How often the same was refused, and when last. */
  times: Generated<number>;
  until: Date | null;
};

type JournalSealColumns = {
  owner_uid: number;
  seq: number;
  version: number;
  n: number;
  actor_uid: number;
  /** Whom of the owner's members it is about, and which thing, as `TYPE:id`. */
  member_id: number | null;
  resource: string;
  hash: string;
};

type ReviewColumns = {
  owner_uid: number;
  id: number;
  started_by: number;
  started_at: Date;
  ended_at: Date | null;
  /** What it was narrowed to; null for everything. */
  scope: ColumnType<ReviewScope | null, string | null, never>;
  ended_by: number | null;
};

/** As things were called when the review began. */
export type ReviewScope = {
  role?: { id: number; name: string };
  thing?: { type: ResourceType; id: string; name: string };
  state?: "ACTIVE" | "PENDING" | "SUSPENDED";
};

type ReviewLineColumns = {
  owner_uid: number;
  review_id: number;
  n: number;
  member_id: number;
  /** As they were called when the review began. */
  person: string;
  email: string;
  collaboration_id: number;
  share_id: number;
  resource: string;
  thing: string;
  roles: ColumnType<{ id: number; name: string }[], string, never>;
  /** Days since 1970. */
  last_use: number | null;
  suggestion: string;
  decision: Generated<string>;
  why: Generated<string>;
  decided_by: number | null;
  decided_at: Date | null;
  /** Whose membership it is; null for somebody without an account. */
  uid: number | null;
  state: Generated<string>;
  /** What the team is called that it comes with; null for what is shared with them alone. */
  team: string | null;
  ends_at: Date | null;
  /** What became of it at the end: "removed", or "gone" before. */
  outcome: Generated<string>;
};

type MailColumns = {
  owner_uid: number;
  id: string;
  kind: string;
  to_email: string;
  subject: string;
  html: string;
  text: string;
  created_at: CreatedAt;
  sent_at: Date | null;
  tries: Generated<number>;
};

type PreferenceColumns = {
  owner_uid: number;
  theme: Generated<"light" | "dark" | "system">;
  palette: Generated<"usual" | "colourblind">;
  /** Null: the browser's. */
  language: string | null;
  shortcuts: Generated<boolean>;
  /** Keys of hints that were closed. */
  dismissed: Generated<string[]>;
  /** List → the columns shown, in order. */
  columns: ColumnType<Record<string, string[]>, string | undefined, string>;
  /** What TMI's clients keep here, by the client's name. */
  clients: ColumnType<Record<string, unknown>, string | undefined, string>;
};

type ActivityColumns = {
  owner_uid: number;
  id: number;
  kind: ActivityKind;
  state: ActivityState;
  /** Steps: all, those with a verdict, and of these the refused ones. */
  total: number;
  done: Generated<number>;
  refused: Generated<number>;
  created_at: CreatedAt;
  /** While a limit is waited for. */
  paused_until: Date | null;
  ended_at: Date | null;
};

type ActivityStepColumns = {
  owner_uid: number;
  activity_id: number;
  n: number;
  /** Whom it is about: an address. */
  subject: string;
  asked: ColumnType<unknown, string, never>;
  /** Null until it was taken. */
  verdict: StepVerdict | null;
  /** Of a refusal. */
  code: Generated<string>;
  note: Generated<string>;
};

type Json<T> = ColumnType<T, string | undefined, string>;

type ThreatModelColumns = {
  owner_uid: number;
  id: string;
  name: string;
  description: string | null;
  framework: string;
  status: string | null;
  status_at: Date | null;
  issue_uri: string | null;
  is_confidential: Generated<boolean>;
  metadata: Json<{ key: string; value: string }[]>;
  /** The appid of the environment it is attached to. */
  environment: string | null;
  created_by: number;
  created_at: CreatedAt;
  modified_at: Generated<Date>;
  deleted_at: Date | null;
  version: Generated<number>;
  alias: number;
};

type ThreatModelEntryColumns = {
  owner_uid: number;
  threat_model_id: string;
  position: number;
  principal_type: "user" | "group";
  /** Null while nobody has an account under the address. */
  uid: number | null;
  email: Generated<string>;
  provider: Generated<string>;
  group_name: Generated<string>;
  role: ModelRole;
  ends_at: Date | null;
  ends_told: Generated<number>;
};

type DiagramColumns = {
  owner_uid: number;
  id: string;
  threat_model_id: string;
  name: string;
  description: string | null;
  metadata: Json<{ key: string; value: string }[]>;
  image: ColumnType<{ svg?: string; update_vector?: number } | null, string | null, string | null>;
  color_palette: ColumnType<{ position: number; color: string }[] | null, string | null, string | null>;
  include_in_report: Generated<boolean>;
  timmy_enabled: Generated<boolean>;
  created_at: CreatedAt;
  modified_at: Generated<Date>;
  deleted_at: Date | null;
  version: Generated<number>;
  alias: number;
};

type ThreatColumns = {
  owner_uid: number;
  id: string;
  threat_model_id: string;
  diagram_id: string;
  cell: string;
  number: number;
  rule: string | null;
  category: string;
  title: string;
  description: string;
  mitigation: string;
  severity: Severity;
  status: Status;
  facts: Json<Fact[]>;
  aside: ColumnType<Record<string, unknown> | null, string | null, string | null>;
  created_by: number;
  created_at: CreatedAt;
  modified_at: Generated<Date>;
  version: Generated<number>;
};

type DiagramEditColumns = {
  owner_uid: number;
  diagram_id: string;
  seq: number;
  operation_id: string;
  by_uid: number;
  session_id: string | null;
  /** What was refused has no place in the log: its `seq` counts from -1 down. */
  kind: "edit" | "undo" | "redo" | "rest" | "refused";
  /** JSON as it is sent: kept as text, so that what was acknowledged comes back to the byte. */
  edit: string;
  before: string;
  undoes: number | null;
  /** Of what was asked, to tell the same operation from another under its id. */
  digest: Generated<string>;
  at: CreatedAt;
};

type DiagramSessionColumns = {
  owner_uid: number;
  id: string;
  diagram_id: string;
  host_uid: number;
  presenter_uid: number | null;
  began_at: CreatedAt;
  /** A session nobody has touched for a minute is over. */
  touched_at: Generated<Date>;
  host_lost_at: Date | null;
  /** Only the host draws; and whom the host lets only look. */
  is_locked: Generated<boolean>;
  read_only: Json<number[]>;
};

type DiagramVersionColumns = {
  owner_uid: number;
  id: string;
  diagram_id: string;
  /** The last edit that is in it. */
  seq: number;
  kind: "automatic" | "named" | "restored";
  name: string | null;
  /** Null for what was kept by itself. */
  by_uid: number | null;
  at: CreatedAt;
  count: number;
  /** JSON, from the lowest to the highest. */
  cells: string;
};

type DiagramParticipantColumns = {
  owner_uid: number;
  session_id: string;
  socket: string;
  uid: number;
  node: string;
  may_edit: boolean;
  joined_at: CreatedAt;
  last_activity: Generated<Date>;
  /** When its node last said that it is there. */
  seen_at: Generated<Date>;
};

type DiagramTicketColumns = {
  owner_uid: number;
  hash: string;
  diagram_id: string;
  session_id: string;
  uid: number;
  key_kind: "sign-in" | "token";
  key_id: number;
  expires_at: Date;
};

export type ReviewRow = Selectable<ReviewColumns>;
export type ReviewLineRow = Selectable<ReviewLineColumns>;
export type ThreatModelRow = Selectable<ThreatModelColumns>;
export type ThreatModelEntryRow = Selectable<ThreatModelEntryColumns>;
export type DiagramRow = Selectable<DiagramColumns>;
export type ThreatRow = Selectable<ThreatColumns>;
export type DiagramEditRow = Selectable<DiagramEditColumns>;
export type DiagramVersionRow = Selectable<DiagramVersionColumns>;
export type DiagramSessionRow = Selectable<DiagramSessionColumns>;
export type AccountRow = Selectable<AccountColumns>;
export type SignInRow = Selectable<SignInColumns>;
export type ExchangeRow = Selectable<ExchangeColumns>;
export type TokenRow = Selectable<TokenColumns>;
export type CollaborationRow = Selectable<CollaborationColumns>;
export type MemberRow = Selectable<MemberColumns>;
export type RequestRow = Selectable<RequestColumns>;
export type ShareRow = Selectable<ShareColumns>;
/** What a new row says of its end only where it has one. */
export type Endless<Row> = Omit<Row, "ends_at" | "ends_told"> & { ends_at?: Date | null; ends_told?: number };
export type RoleRow = Selectable<RoleColumns>;
export type PolicyRow = Selectable<PolicyColumns>;
export type EnvironmentRow = Selectable<EnvironmentColumns>;
export type GroupRow = Selectable<GroupColumns>;
export type MailRow = Selectable<MailColumns>;
export type PreferenceRow = Selectable<PreferenceColumns>;
export type ActivityRow = Selectable<ActivityColumns>;
export type ActivityStepRow = Selectable<ActivityStepColumns>;

export type SentenceRow = { owner_uid: number; id: number; text: string; is_draft: boolean };
