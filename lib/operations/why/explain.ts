import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { teamsOfMembers } from "../../../db/teams";
import { worldOf } from "../../../db/worlds";
import { memberStatuses } from "../../domain/collaboration";
import { explainOnModel, explainOwning, type ModelTelling } from "../../domain/diagram/explain";
import { atLeast, isOwnLine, listedRole, neededRole } from "../../domain/diagram/rights";
import { explainMembership } from "../../domain/explain-membership";
import { findMethod } from "../../domain/method";
import { invalid, notFound } from "../../domain/refusal";
import { removeThis } from "../../domain/removal";
import { type Resource, resourceTypes } from "../../domain/resource";
import { decide } from "../../domain/rights";
import { smallestChange } from "../../domain/smallest-change";
import { type Telling, tell } from "../../domain/telling";
import type { TrailStep } from "../../domain/trail";
import * as field from "../fields";
import { type Sight, sightsOf } from "../in-sight";
import { knows, mayAskFor } from "../known";
import { type At, operation } from "../operation";
import { TAKER } from "../taker";
import { stepShape, tellSteps } from "../told-steps";
import { yes } from "../verdict";
import { dateWire } from "../wire/people";
import { type ChangeWire, changeShape, changeWires, nothingElse } from "./changes";
import {
  listedAsked,
  listedField,
  memberAsked,
  methodAsked,
  oneself,
  ownerOfQuestion,
  type Somebody,
  type WhoInput,
  whoFields,
} from "./question";
import {
  type Drawn,
  drawnNamed,
  drawnOrPlace,
  nameOfThing,
  ownerInSight,
  readAsShared,
  resourceNamed,
  type ThingInput,
  thingFields,
  thingOf,
} from "./thing";

const int = z.number().int();
export const explanationShape = z.strictObject({
  allowed: z.boolean(),
  level: z.enum(["owner", "direct", "group", "base"]).nullable(),
  sentence: z.string(),
  method: z.string(),
  person: z.strictObject({
    /** Of a member; null for the caller themselves. */
    memberId: int.nullable(),
    tokenId: int.nullable(),
    name: z.string(),
    /** Of a token: what its person is called, of whom all but the token's own steps are. Empty otherwise. */
    holder: z.string(),
    email: z.string(),
    state: z.enum(memberStatuses).nullable(),
    since: z.string().nullable(),
  }),
  thing: z.strictObject({
    type: z.enum([...resourceTypes, "MODEL", "DIAGRAM"]),
    resourceId: z.string(),
    name: z.string(),
  }),
  /** The question is whether they are a member at all. */
  membership: z.boolean(),
  /** Whose account it is: they can grant it. */
  owner: z.strictObject({ uid: int, name: z.string(), email: z.string() }),
  /** Of a no about the caller themselves: whether they can ask for it (`confer.access.RequestAccess`). */
  mayAsk: z.boolean(),
  /** The way to the answer, and what else was weighed and lost. */
  chain: z.array(stepShape),
  weighed: z.array(stepShape),
  /** Of the memberships among these steps those in teams, and what each team is called. */
  teams: z.array(z.strictObject({ memberId: int, name: z.string() })),
  /** To whoever looks after the members: what would turn a no into a yes, or a yes into a no; null where nothing would. */
  changes: z.array(changeShape).nullable(),
});
export type ExplanationWire = z.infer<typeof explanationShape>;

const EDITS_MODEL = "threatmodel.model.EditThreatModel";

type Asked = Pick<WhoInput, "tokenId"> & { owning?: boolean | undefined; listed?: string | undefined };
type Input = WhoInput & ThingInput & Asked & { serviceMethod: string };
export type Question = Somebody & {
  method: string;
  resource: Resource | null;
  drawn: Drawn | null;
  membership?: boolean;
};

/**
 * The decision about one person or token, one method and one thing, with the way to it. Whoever looks after the members of an account asks
 * about everyone there; everybody asks about themselves, and what they may not know of is not there.
 */
export const explain = operation({
  method: "confer.access.Explain",
  grant: "users.collaboration.CheckEnvironmentRights",
  kind: "read",
  scope: "self",
  summary:
    "Tell why somebody may call a method on a thing, or may not: the sentence, the way to it, what else was weighed, and the smallest change that would turn it.",
  input: z.object({
    ...whoFields,
    ...thingFields,
    listed: listedField(),
    serviceMethod: field.text(),
    /** Of a threat model: what of it only its owners change, who can open it and where it is attached. */
    owning: field.flag().optional(),
  }),
  output: explanationShape,
  owner: async (at) => (await ownerInSight(at)) ?? ownerOfQuestion(at),
  load: questionOf,
  allow: () => yes("What they may not know of they do not find."),
  handle: async (at) => answerTo(at, at.facts),
});

async function questionOf(at: At<Input>): Promise<Question> {
  const { memberId, listed, tokenId } = at.input;
  const method = methodAsked(at.input.serviceMethod);
  const isOneself = memberId === undefined && listed === undefined;
  const { drawn, place } = isOneself ? await drawnOrPlace(at) : { drawn: await drawnNamed(at), place: null };
  if (listed !== undefined && !drawn) throw invalid("listed");
  if ((drawn || place) && !method.startsWith("threatmodel.")) throw invalid("serviceMethod");
  if (at.input.owning && ((!drawn && !place) || method !== EDITS_MODEL)) throw invalid("owning");
  if (place) return { ...(await oneself(at, tokenId)), ...place, facts: null, method, drawn };
  if (drawn) {
    const person = await personAsked(at);
    return { ...person, method, resource: null, drawn };
  }
  if (memberId !== undefined) {
    const person = await memberAsked(at, memberId);
    const resource = person.facts ? await thingOf(at) : (await sightFor(at, at.owner)).resource;
    return { ...person, method, resource, drawn: null };
  }
  const me = await oneself(at, tokenId);
  const { owner, world, resource } = await sightFor(at, at.input.ownerUid, me.asker, method);
  return { ...me, owner, world, resource, facts: null, method, drawn: null };
}

/** Whom a question about a threat model or a diagram is about. */
async function personAsked(at: At<Input>): Promise<Somebody> {
  const { memberId, listed, tokenId } = at.input;
  if (memberId !== undefined) return memberAsked(at, memberId);
  return listed === undefined ? hereMyself(at, at.owner, tokenId) : listedAsked(at, listed);
}

async function hereMyself(at: At<Input>, owner: number, tokenId: number | undefined): Promise<Somebody> {
  const me = await oneself(at, tokenId);
  return { ...me, owner, world: await worldOf(at.db, owner, at.version, at.actor.uid), facts: null };
}

/** Where the caller can see the thing; of several accounts with one of that name the one where they may. Refusal: not-found. */
async function sightFor(at: At<Input>, owner?: number, asker?: Somebody["asker"], method?: string): Promise<Sight> {
  const named = resourceNamed(at.input);
  if (!named) throw invalid("resourceId");
  const { type, id } = named;
  const there = (all: Sight[]) => (owner === undefined ? all : all.filter((sight) => sight.owner === owner));
  const now = there(await sightsOf(at, type, id));
  // What was theirs until it ended has a reason to tell; and whoever is suspended is told so of the account as well.
  const known = ({ world, resource }: Sight, uid: number) =>
    knows(world, uid, resource) || (resource.type === "ACCOUNT" && world.membershipsOf.has(uid));
  const sights = now.length > 0 ? now : there(await sightsOf(at, type, id, known));
  const may =
    asker && method ? sights.find(({ world, resource }) => decide(world, asker, method, resource).allowed) : null;
  const sight = may ?? sights[0] ?? (owner === at.owner ? await readAsShared(at, named) : null);
  if (!sight) throw notFound("resource");
  return sight;
}

export async function answerTo(at: At<Asked>, asked: Question): Promise<ExplanationWire> {
  const { owner, world, asker, member, name, method, resource, drawn, membership = false, holder = "" } = asked;
  const { owning = false } = at.input;
  const told = toldOf(asked, owning);
  const account = (await findAccount(at.db, owner))!;
  const isSomebody = member !== null && member.member_uid !== at.actor.uid;
  return {
    allowed: told.allowed,
    level: told.level,
    sentence: told.sentence,
    method,
    person: {
      memberId: member?.id ?? null,
      tokenId: asker.token?.id ?? null,
      name,
      holder,
      email: isSomebody ? member.email_shown : asker.email,
      state: member?.status ?? null,
      since: member ? dateWire(member.status_at) : null,
    },
    thing: drawn
      ? {
          type: drawn.diagram ? "DIAGRAM" : "MODEL",
          resourceId: drawn.diagram?.id ?? drawn.model.id,
          name: drawn.diagram?.name ?? drawn.model.name,
        }
      : { type: resource!.type, resourceId: resource!.id, name: await nameOfThing(at, owner, resource!) },
    membership,
    owner: { uid: owner, name: account.name || account.email_shown, email: account.email_shown },
    mayAsk: !told.allowed && !owning && mayAsk(at, asked),
    chain: await tellSteps(at.db, world, told.chain),
    weighed: await tellSteps(at.db, world, told.weighed),
    teams: await teamsOfMembers(at.db, owner, membersIn([...told.chain, ...told.weighed])),
    changes:
      asked.facts || at.input.listed !== undefined
        ? await changesFor(at, asked, told.allowed)
        : await tokenChange(at, asked, told),
  };
}

const membersIn = (steps: readonly TrailStep[]): number[] =>
  steps.flatMap(({ step, id }) => (step === "member" && id !== null ? Number(id) : []));

/** What cannot be shared is nobody's to give; nor is a threat model that hangs nowhere. */
function mayAsk(at: At<Asked>, { owner, world, member, asker, method, drawn, ...asked }: Question): boolean {
  const { uid } = at.actor;
  const resource = drawn ? environmentOf(drawn) : asked.resource;
  if (member || asker.token || asker.uid !== uid || owner === uid || !resource) return false;
  return findMethod(method)!.isCollaborationAccessible && mayAskFor(world, uid, resource);
}

function toldOf(
  { world, asker, method, resource, drawn, membership }: Question,
  owning: boolean,
): Pick<ModelTelling, "allowed" | "level"> & Telling {
  if (drawn && owning) return explainOwning(drawn.model, asker, method);
  if (drawn) return explainOnModel(drawn.model, asker, world, method);
  if (membership) return explainMembership(world, asker, method, resource!);
  const decision = decide(world, asker, method, resource!);
  const { allowed, level } = decision;
  return { allowed, level, ...tell(decision) };
}

/** What whoever looks after the members could do about it; about whom a list alone names, on that list. */
async function changesFor(at: At<Asked>, asked: Question, allowed: boolean): Promise<ChangeWire[] | null> {
  const { asker, method, drawn, facts } = asked;
  // A list names the address already, and nobody has an account under it: nothing more lets anybody in.
  if (!facts && asker.uid === TAKER && !asker.verified) return null;
  const owning = drawn !== null && at.input.owning === true;
  const needed = owning ? "owner" : neededRole(method);
  // Nothing on the environment makes anybody an owner, nor keeps them from it.
  const resource = owning ? null : drawn ? environmentOf(drawn) : asked.resource;
  const listed = drawn ? listedRole(drawn.model, asker).role : null;
  const list = { ...nothingElse, change: "list" as const, threatModelId: drawn?.model.id ?? null };
  if (drawn && !allowed) return [{ ...list, put: true, listAs: needed }];
  // What everybody may is taken from nobody by their own line.
  if (drawn && atLeast(listedRole(withoutLineOf(drawn.model, asker), asker).role, needed)) return null;
  const turn = allowed ? removeThis : smallestChange;
  const changes = resource && facts ? turn({ facts, asker, method, resource }) : [];
  const wires = changes && facts && (await changeWires(at, facts, changes));
  const isListed = drawn !== null && atLeast(listed, needed);
  return isListed ? [{ ...list, put: false, listAs: listed }, ...(wires ?? [])] : wires;
}

const withoutLineOf = (model: Drawn["model"], asker: Question["asker"]) => ({
  ...model,
  entries: model.entries.filter((line) => !isOwnLine(line, asker)),
});

const environmentOf = ({ model }: Drawn): Resource | null =>
  model.environment === null ? null : { type: "ENV", id: model.environment };

/** Of a token of their own: whether it is the token that stands in the way, or gives it. */
async function tokenChange(
  at: At<Asked>,
  { asker, method, drawn, world, ...asked }: Question,
  told: { allowed: boolean; chain: Telling["chain"] },
) {
  const resource = drawn ? environmentOf(drawn) : asked.resource;
  const step = told.chain.find((one) => one.step === "token");
  if (at.input.tokenId === undefined || !asker.token || !step || !resource) return null;
  const put = !step.counted;
  const facts = { ownerUid: world.ownerUid, roles: [], policies: [], shares: [] };
  return changeWires(at, facts, [{ change: "token", tokenId: asker.token.id, method, resource, put }]);
}
