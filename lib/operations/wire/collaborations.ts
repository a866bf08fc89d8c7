import type { z } from "zod";
import type { Person } from "../../../db/accounts";
import {
  type Parts,
  partsOf,
  readAlbum,
  type Share,
  type Shown,
  type ShownMember,
  type Whole,
} from "../../../db/albums";
import type { Db } from "../../../db/client";
import { readEveryAlbum } from "../../../db/every-album";
import { hasEnded, statusNow, untilWire } from "../until";
import { dateWire, userWire } from "./people";
import { type Depth, type RoleWire, roleWires } from "./roles";
import type { collaborationShape, resourceResponse, resourceShape } from "./shapes";

export type CollaborationWire = z.infer<typeof collaborationShape>;
export type ResourceAnswer = z.infer<typeof resourceResponse>;

/** Who looks: the owner (or whoever acts for them), or one member, who sees only their own side. */
export type Viewer = { as: "owner" } | { as: "member"; memberId: number };

/** What is needed to show an owner's collaborations: the people in them, and the owner's roles. */
export type Album = { owner: Person; people: Map<number, Person>; roles: Map<number, RoleWire> };

/** The album of collaborations that are at hand already. */
export async function albumOf(at: Db, owner: number, wholes: readonly Whole[], depth: Depth): Promise<Album> {
  const ids = wholes.map((whole) => whole.collaboration.id);
  return albumFrom(owner, wholes, await partsOf(at, owner, ids, depth === "whole"), depth);
}

/** Collaborations and their album, of one moment. In the order of `ids`; all of them in no order. */
export async function openAlbum(at: Db, owner: number, ids: readonly number[] | "all", depth: Depth) {
  const { wholes, parts }: { wholes: Shown[]; parts: Parts } =
    ids === "all"
      ? await readEveryAlbum(at, owner, depth === "whole")
      : await readAlbum(at, owner, ids, depth === "whole");
  return { wholes, album: albumFrom(owner, wholes, parts, depth) };
}

function albumFrom(owner: number, wholes: readonly Shown[], parts: Parts, depth: Depth): Album {
  const used = new Set(wholes.flatMap((whole) => whole.shares.flatMap((share) => share.role_ids)));
  const roles = parts.roles.filter((role) => used.has(role.id));
  const people = new Map(parts.people.map((person) => [person.uid, person]));
  const person = people.get(owner)!;
  return { owner: person, people, roles: roleWires(roles, parts.policies, person, depth) };
}

/** One collaboration as this viewer may see it. */
export function collaborationWire(whole: Shown, album: Album, viewer: Viewer): CollaborationWire {
  const { collaboration } = whole;
  const team = collaboration.type === "GROUP";
  const own = viewer.as === "member" ? whole.members.find((member) => member.id === viewer.memberId) : undefined;
  const mirrored = own ?? (team ? undefined : whole.members[0]);
  const members = viewer.as === "owner" ? whole.members : own ? [own] : [];
  // An invited person sees what they are offered (S-28); a suspended or departed one no longer sees what was theirs.
  const ownStatus = own && statusNow(own);
  const seesShares = viewer.as === "owner" || ownStatus === "ACTIVE" || ownStatus === "PENDING";
  const shares = viewer.as === "owner" ? whole.shares : whole.shares.filter((share) => !hasEnded(share));
  const ownerLabel = own?.owner_label || album.owner.name || album.owner.email;
  const memberLabel = viewer.as === "owner" ? (mirrored?.display_name ?? "") : "";
  return {
    accountStatus: album.owner.status,
    collaborationResources: seesShares ? shares.map((share) => resourceWire(share, album)) : [],
    displayName: viewer.as === "member" ? ownerLabel : team ? collaboration.display_name : memberLabel,
    email: mirrored?.email ?? "",
    externalId: viewer.as === "owner" ? collaboration.external_id : "",
    id: collaboration.id,
    memberDisplayName: memberLabel,
    memberUid: mirrored?.member_uid ?? 0,
    members: members.map((member) => memberWire(member, album, viewer)),
    owner: userWire(album.owner),
    ownerDisplayName: viewer.as === "member" ? ownerLabel : album.owner.name || album.owner.email,
    ownerUid: collaboration.owner_uid,
    status: mirrored ? statusNow(mirrored) : "ACTIVE",
    type: collaboration.type,
    updatedStatusOn: dateWire(mirrored?.status_at ?? collaboration.created_at),
    useObjectHash: false,
  };
}

function memberWire(member: ShownMember, album: Album, viewer: Viewer): CollaborationWire["members"][number] {
  const person = member.member_uid === null ? undefined : album.people.get(member.member_uid);
  return {
    displayName: viewer.as === "owner" ? member.display_name : "",
    email: member.email,
    id: member.id,
    signedBy: member.signed_by,
    status: statusNow(member),
    ...untilWire(member),
    useObjectHash: false,
    user: person ? userWire(person) : null,
  };
}

function resourceWire(share: Share, album: Album): z.infer<typeof resourceShape> {
  return {
    collaboration: { id: share.collaboration_id },
    id: share.id,
    metadata: share.metadata,
    resourceId: share.resource_id,
    roles: share.role_ids.flatMap((id) => album.roles.get(id) ?? []),
    type: share.type,
    ...untilWire(share),
    useObjectHash: false,
  };
}

/** One share as the resource methods answer it; `member` is whose access it is, absent for a team as a whole. */
export function resourceAnswer(
  share: Share,
  album: Pick<Album, "roles">,
  member: ShownMember | undefined,
  metadata = share.metadata,
): ResourceAnswer {
  const roles = share.role_ids.flatMap((id) => album.roles.get(id) ?? []);
  return {
    collaborationId: share.collaboration_id,
    id: share.id,
    memberId: member?.id ?? 0,
    metadata,
    ownerUid: share.owner_uid,
    receiveNotification: roles.some((role) => role.receiveNotification),
    resourceId: share.resource_id,
    roleIds: share.role_ids,
    roles,
    type: share.type,
    uid: member?.member_uid ?? 0,
    ...untilWire(share),
  };
}
