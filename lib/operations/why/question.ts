import { addressesOf, findAccount } from "../../../db/accounts";
import { findMember, findWhole } from "../../../db/collaborations";
import { rosterOf } from "../../../db/roster";
import type { MemberRow } from "../../../db/schema";
import { findToken } from "../../../db/tokens";
import { factsOf, worldOf } from "../../../db/worlds";
import type { TokenScope } from "../../domain/actor";
import { parseEmail } from "../../domain/email";
import { fold } from "../../domain/fold";
import { findMethod } from "../../domain/method";
import { invalid, notFound, Refusal } from "../../domain/refusal";
import { compile, type World, type WorldFacts } from "../../domain/world";
import * as field from "../fields";
import { modelsSeen } from "../models-seen";
import { namedOn } from "../named-on";
import type { Asked, At } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { sharesAsFacts, TAKER } from "../taker";
import type { Verdict } from "../verdict";
import { viewOf } from "../views";

/** What lets somebody look after the members of an account. */
export const MANAGES = "users.collaboration.GetMembers";

/** Whom a question is about: a member of the account, one of the caller's own tokens, or the caller. */
export const whoFields = {
  memberId: field.id().optional(),
  tokenId: field.id().optional(),
  ownerUid: field.ownerUid(),
};
/** The address of somebody whom own lists of the account's threat models name, whoever they are. */
export const listedField = () => field.text(254).optional();
export type WhoInput = {
  memberId?: number | undefined;
  tokenId?: number | undefined;
  ownerUid?: number | undefined;
};

export type Person = {
  asker: { uid: number; name: string; email: string; verified: boolean; token?: TokenScope };
  member: MemberRow | null;
  /** What they are called. */
  name: string;
  /** Of a token: what its person is called. */
  holder?: string;
};
/** Somebody in the world of one owner. `facts`: to whoever looks after the members there, who alone may change it. */
export type Somebody = Person & { owner: number; world: World; facts: WorldFacts | null };

type Here = At<unknown>;

/** For `owner:`. Whoever views as a member asks about the account they look at. */
export const ownerOfQuestion = (at: Asked<{ ownerUid?: number | undefined }>) =>
  at.input.ownerUid === undefined && at.actor.viewed ? at.actor.viewed.owner : ownerMeant(at as Asked<WhoInput>);

/** Does the caller look after the members of this account? A token has to hold that too. Refusal: token-scope. */
export async function manages(at: Here): Promise<Verdict> {
  const { token } = at.actor;
  const here = { ...at, method: MANAGES };
  const verdict = mayActForOwner(here, await standingOf(here));
  if (verdict.allowed && token && (token.resources || !token.methods.has(MANAGES))) {
    throw new Refusal("token-scope", `access token does not include [${MANAGES}]`);
  }
  return verdict;
}

/** The caller, with the token named or the one they come with. Refusal: not-found, for a token that is not theirs. */
export async function oneself({ db, actor }: Pick<Here, "db" | "actor">, tokenId: number | undefined): Promise<Person> {
  const { uid, email, verified, name } = actor;
  const row = tokenId === undefined ? null : await findToken(db, uid, tokenId);
  if (tokenId !== undefined && !row) throw notFound("token");
  const token = row
    ? { id: row.id, methods: new Set(row.methods), resources: row.resources && new Set(row.resources) }
    : actor.token;
  return {
    asker: { uid, name, email, verified, ...(token ? { token } : {}) },
    member: null,
    name: row?.description || name || email,
    ...(row ? { holder: name || email } : {}),
  };
}

/**
 * A member of the account, to whoever looks after members there, and to the member. Whoever has not accepted yet has nobody's uid:
 * they are judged by what their invitation would bring, in the state it is in. Refusal: not-found.
 */
export async function memberAsked(at: Here, memberId: number): Promise<Somebody> {
  const { db, owner, version } = at;
  const member = await findMember(db, owner, memberId);
  if (!member) throw notFound("member");
  const isSelf = member.member_uid === at.actor.uid;
  const isManager = isSelf && at.actor.token ? false : (await manages(at)).allowed;
  if (!isManager && !isSelf) throw notFound("member");
  if (isSelf) {
    const me = await oneself(at, undefined);
    const world = await worldOf(db, owner, version, at.actor.uid);
    return { ...me, member, owner, world, facts: isManager ? await factsOf(db, owner, version, at.actor.uid) : null };
  }
  const uid = member.member_uid ?? TAKER;
  const facts = await factsOf(db, owner, version, uid);
  if (member.member_uid === null) {
    const { id, collaboration_id: collaborationId, status } = member;
    facts.members.push({ id, collaborationId, uid, status });
    const known = facts.shares.some((share) => share.collaborationId === collaborationId);
    if (!known) facts.shares.push(...sharesAsFacts((await findWhole(db, owner, collaborationId))!));
  }
  const account = member.member_uid === null ? undefined : await findAccount(db, member.member_uid);
  const name = member.display_name || account?.name || member.email_shown;
  const called = account?.name || member.email_shown;
  const asker = { uid, name: called, email: member.email, verified: account ? account.verified_at !== null : false };
  return { asker, member, name, owner, world: compile(facts), facts };
}

/**
 * Somebody whom own lists name of the threat models that the caller can open, by the address these show, to whoever looks after the members
 * there; or whoever else would come by an address that none of them names. Refusals: not-found, also for a member; invalid, for no address.
 */
export async function listedAsked(at: Here, called: string): Promise<Somebody> {
  const { db, owner, version } = at;
  if (!(await manages(at)).allowed) throw notFound("line of the list");
  const sought = fold(called.trim());
  const people = await namedOn(at, await modelsSeen(at, await viewOf(at)));
  const one = people.find(({ email }) => fold(email) === sought);
  if (!one) return strangerAsked(at, called);
  const uid = one.uid ?? TAKER;
  const address = (await addressesOf(db, [uid])).get(uid) ?? { uid, email: one.email, verified: false };
  const asker = { ...address, name: one.name };
  return { asker, member: null, name: one.name, owner, world: await worldOf(db, owner, version, uid), facts: null };
}

/** The same whether anybody has an account under the address or not. */
async function strangerAsked({ db, owner, version }: Here, address: string): Promise<Somebody> {
  const { canonical, shown } = parseEmail(address.trim(), "listed");
  const { people } = await rosterOf(db, owner, await version);
  if (people.some(({ email }) => fold(email) === fold(shown))) throw notFound("line of the list");
  const asker = { uid: TAKER, email: canonical, name: shown, verified: true };
  return { asker, member: null, name: shown, owner, world: await worldOf(db, owner, version, TAKER), facts: null };
}

/** Refusal: invalid, for a method the catalogue does not know. */
export function methodAsked(text: string): string {
  const method = findMethod(text.trim());
  if (!method) throw invalid("serviceMethod", `there is no method ${text.slice(0, 100)}`);
  return method.name;
}
