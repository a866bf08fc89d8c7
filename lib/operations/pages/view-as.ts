import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { environmentNamesOf } from "../../../db/roster";
import { modelsNaming, modelsOf } from "../../../db/threat-models";
import { worldOf } from "../../../db/worlds";
import { modelRoles, roleOnModel } from "../../domain/diagram/rights";
import { type Held, holdsBeyond } from "../../domain/gains";
import { REASON } from "../../domain/reason";
import { type About, Refusal } from "../../domain/refusal";
import { CATEGORY, type Resource, resourceKey } from "../../domain/resource";
import { accessTo } from "../../domain/rights";
import type { World } from "../../domain/world";
import * as field from "../fields";
import { knows } from "../known";
import { type At, operation } from "../operation";
import { ownerMeant } from "../standing";
import { TAKER } from "../taker";
import { no, type Verdict, yes } from "../verdict";
import { type Subject, subjectOf } from "./subject";

/** Whom somebody views as: what an actor is made of, and the owner of whom alone is shown. */
const seen = z.strictObject({
  memberId: z.number().int(),
  uid: z.number().int(),
  email: z.string(),
  name: z.string(),
  owner: z.number().int(),
});
export type Seen = z.infer<typeof seen>;

const declared = {
  grant: "users.collaboration.GetMembers",
  tokens: false,
  input: z.object({ id: field.id(), ownerUid: field.ownerUid() }),
  output: seen,
  owner: ownerMeant,
  load: toView,
  allow: mayView,
} as const;

export const startView = operation({
  ...declared,
  method: "confer.pages.StartView",
  kind: "write",
  summary: "Begin to see what a member sees of the owner's: to look, not to touch. It stands in the journal.",
  handle: async (at) => {
    at.record({ target: "view", id: at.facts.member.id, after: { as: at.facts.member.email } });
    return seenAs(at);
  },
});

export const getView = operation({
  ...declared,
  method: "confer.pages.GetView",
  kind: "read",
  summary: "Tell as whom the caller sees, for as long as they may.",
  handle: seenAs,
});

type Here = At<{ id: number }>;
/** `lacks`: that a delegate does not hold all that the member does; null where they do, and for the owner. */
type Facts = Subject & { lacks: Verdict | null };

/** Refusals: not-found; wrong-state for who has left or never came. */
async function toView(at: Here): Promise<Facts> {
  const subject = await subjectOf(at);
  const { status } = subject.member;
  if (status === "REJECTED" || status === "LEFT") {
    throw new Refusal("wrong-state", "There is nothing to see as somebody who is not a member.", {
      reason: REASON.nothingToView,
    });
  }
  return { ...subject, lacks: at.owner === at.actor.uid ? null : await lacking(at, subject) };
}

/** A delegate sees nothing by another's eyes that they could not see by their own (D10). */
function mayView({ actor, facts }: Here & { facts: Facts }): Verdict {
  if (facts.member.member_uid === actor.uid) return no("Nobody views as themselves.");
  return facts.lacks ?? yes("They look after this member.");
}

async function lacking(at: Here, subject: Subject): Promise<Verdict | null> {
  const mine = await worldOf(at.db, at.owner, at.version, at.actor.uid);
  const beyond = holdsBeyond(subject.world, { uid: subject.uid }, mine, at.actor);
  if (beyond.length === 0) return lackingModels(at, subject, mine);
  const methods = [...new Set(beyond.map(({ method }) => method))];
  const things = sharedAs(subject, beyond);
  const names = await environmentNamesOf(
    at.db,
    at.owner,
    things.flatMap(({ type, id }) => (type === "ENV" ? id : [])),
  );
  const called = things.map(({ id }) => names.get(id) ?? id);
  const on = called.length > 0 ? ` on [${atMost(3, called)}]` : "";
  return noAbout(
    `They hold more than you do${on}: [${methods.slice(0, 3).join(", ")}].`,
    askable(beyond, things, mine, at),
  );
}

/** What is shared with them of which this comes, the category of all aside. It is read in the list of members, whoever it reaches besides. */
function sharedAs({ world, uid }: Subject, beyond: readonly Held[]): Resource[] {
  const things = new Map<string, Resource>();
  const asked = new Set<string>();
  for (const { resource } of beyond) {
    if (asked.has(resourceKey(resource))) continue;
    asked.add(resourceKey(resource));
    const via = accessTo(world, resource).flatMap((one) => (one.uid === uid ? one.via : []));
    for (const { type, resourceId: id } of via) {
      if ((type === "ENV" || type === "ENV_GROUP") && id !== CATEGORY)
        things.set(resourceKey({ type, id }), { type, id });
    }
  }
  return [...things.values()];
}

const atMost = (n: number, all: readonly string[]): string =>
  all.slice(0, n).join(", ") + (all.length > n ? ", …" : "");

const noAbout = (because: string, about: About | undefined): Verdict => ({
  ...no(because),
  ...(about && { detail: { about } }),
});

/** The first of it that can be asked why: of a thing they know of, or read as shared. */
function askable(
  beyond: readonly Held[],
  shared: readonly Resource[],
  mine: World,
  { actor, owner }: Here,
): About | undefined {
  const read = new Set(shared.map(resourceKey));
  const found =
    beyond.find(({ resource }) => knows(mine, actor.uid, resource)) ??
    beyond.find(({ resource }) => read.has(resourceKey(resource)));
  if (!found) return undefined;
  const { method: serviceMethod, resource } = found;
  return { serviceMethod, resourceType: resource.type, resourceId: resource.id, ownerUid: owner };
}

async function lackingModels(at: Here, { member, world }: Subject, mine: World): Promise<Verdict | null> {
  const them = { uid: member.member_uid ?? TAKER, email: member.email, verified: true };
  const named = (await modelsNaming(at.db, them)).get(at.owner) ?? [];
  const rank = (role: (typeof modelRoles)[number] | null) => (role ? modelRoles.length - modelRoles.indexOf(role) : 0);
  for (const model of await modelsOf(at.db, at.owner, named)) {
    const role = roleOnModel(model, at.actor, mine).role;
    if (rank(roleOnModel(model, them, world).role) <= rank(role)) continue;
    if (!role) return no("They reach a threat model that you do not.");
    const serviceMethod = "threatmodel.model.EditThreatModel";
    const owning = role === "writer";
    return noAbout("They may do more with a threat model than you.", {
      ...{ serviceMethod, threatModelId: model.id },
      ...(owning && { owning }),
    });
  }
  return null;
}

/** Who has no account yet is seen as whoever opens one under their address. */
async function seenAs({ db, owner, facts: { member } }: Here & { facts: Facts }): Promise<Seen> {
  const account = member.member_uid === null ? undefined : await findAccount(db, member.member_uid);
  const name = account?.name || account?.email_shown || member.email;
  return {
    memberId: member.id,
    uid: account?.owner_uid ?? TAKER,
    email: account?.email_shown ?? member.email,
    name,
    owner,
  };
}
