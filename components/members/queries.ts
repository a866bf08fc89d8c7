import { placeKey } from "@/components/words/choices";
import type { ResourceItem } from "@/components/words/resource";
import { resultOf } from "@/lib/actions/answer";
import { getEnvs } from "@/lib/actions/environments";
import { getMembers } from "@/lib/actions/members";
import { getRights } from "@/lib/actions/pages";
import type { CollaborationType, MemberStatus } from "@/lib/domain/collaboration";

export const membersKey = ["members"] as const;
export const memberKey = (id: number) => [...membersKey, id] as const;

export type Held = { id: number; name: string };
export type Share = ResourceItem & { id: number; roles: Held[] };
/** `label` is the owner's word for them, `name` their own, `team` the team they belong to. */
export type Member = {
  id: number;
  collaborationId: number;
  type: CollaborationType;
  team: string;
  email: string;
  name: string;
  label: string;
  state: MemberStatus;
  since: string;
  shares: Share[];
};
/** A share with what the member may do there, or could if they were active, as the rights engine says. */
export type SharedThing = Share & { methods: string[] };

export const calledAs = ({ label, name, email }: Pick<Member, "label" | "name" | "email">): string =>
  label || name || email;

/** Everyone the owner works with, and the people of their teams. */
export async function readMembers(): Promise<Member[]> {
  const [{ collaborations }, names] = [await resultOf(getMembers({})), await environmentNames()];
  return collaborations.flatMap((whole) => toMembers(whole, names));
}

export async function readMember(id: number): Promise<{ member: Member; things: SharedThing[] }> {
  const { collaborations } = await resultOf(getMembers({ id }));
  const names = await environmentNames();
  const member = collaborations.flatMap((whole) => toMembers(whole, names)).find((one) => one.id === id)!;
  const rights = await resultOf(getRights({ collaborationId: member.collaborationId }));
  const methodsOn = new Map(rights.things.map((thing) => [placeKey(thing), thing.methods]));
  const things = member.shares.map((share) => ({ ...share, methods: methodsOn.get(placeKey(share)) ?? [] }));
  return { member, things };
}

type Whole = Awaited<ReturnType<typeof wholes>>[number];
const wholes = async () => (await resultOf(getMembers({}))).collaborations;

function toMembers(whole: Whole, names: ReadonlyMap<string, string>): Member[] {
  const shares = whole.collaborationResources.map((share) => ({
    id: share.id,
    type: share.type,
    resourceId: share.resourceId,
    name: names.get(share.resourceId) ?? share.resourceId,
    roles: share.roles.map(held),
  }));
  return whole.members.map((member) => ({
    id: member.id,
    collaborationId: whole.id,
    type: whole.type,
    team: whole.type === "GROUP" ? whole.displayName : "",
    email: member.email,
    name: member.user?.name ?? "",
    label: member.displayName,
    state: member.status,
    since: whole.updatedStatusOn,
    shares,
  }));
}

const held = ({ id, name }: Held): Held => ({ id, name });

async function environmentNames(): Promise<Map<string, string>> {
  const { infos } = await resultOf(getEnvs({ lazy: true }));
  return new Map(infos.map(({ env }) => [env.appid, env.envName]));
}
