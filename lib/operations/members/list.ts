import { z } from "zod";
import type { Shown } from "../../../db/albums";
import { collaborationIds, findMember, membershipsOf } from "../../../db/collaborations";
import { notFound } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { yes } from "../verdict";
import { collaborationWire, openAlbum } from "../wire/collaborations";
import { collaborationsResponse } from "../wire/shapes";

/** S-64. The whole list, without a page asked for, is the contract's. */
const LARGEST_PAGE = 200;

export const getMembers = operation({
  method: "users.collaboration.GetMembers",
  kind: "read",
  // It tells what a member calls the owner.
  inView: false,
  summary: "List the people the owner works with, by address; or one of them.",
  input: z.object({
    id: field.id().optional(),
    ownerUid: field.ownerUid(),
    // Extensions: one page of the list, of 200 at most (S-64). `startRow` counts from 0.
    startRow: field.count(1_000_000).optional(),
    resultCount: field.count(200).optional(),
  }),
  output: collaborationsResponse,
  owner: ownerMeant,
  load: async (at) => {
    const manages = mayActForOwner(at, await standingOf(at)).allowed;
    const own = manages ? null : await membershipsOf(at.db, at.owner, at.actor.uid);
    const { id, startRow, resultCount } = at.input;
    if (id !== undefined) {
      const member = own ? own.find((row) => row.id === id) : await findMember(at.db, at.owner, id);
      if (!member) throw notFound("member");
      return { own, ids: [member.collaboration_id] };
    }
    if (own) return { own, ids: own.map((row) => row.collaboration_id) };
    if (startRow === undefined && resultCount === undefined) return { own, ids: "all" as const };
    return { own, ids: await collaborationIds(at.db, at.owner, startRow ?? 0, resultCount ?? LARGEST_PAGE) };
  },
  allow: ({ facts: { own } }) => ({
    ...yes("A member who may not manage sees their own row only."),
    ...(!own && { on: "account" as const }),
  }),
  handle: async ({ db, owner, facts: { own, ids } }) => {
    const { wholes, album } = await openAlbum(db, owner, ids, "flat");
    const collaborations = (ids === "all" ? byAddress(wholes) : wholes).map((whole) => {
      const mine = own?.find((row) => row.collaboration_id === whole.collaboration.id);
      return collaborationWire(whole, album, mine ? { as: "member", memberId: mine.id } : { as: "owner" });
    });
    return { collaborations, includeChildren: false, isOwner: own === null };
  },
});

/** Pairs by address, then teams by name: the order of `collaborationIds`. */
const byAddress = (wholes: Shown[]): Shown[] =>
  wholes
    .map((whole) => ({ whole, key: sortKey(whole) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.whole.collaboration.id - b.whole.collaboration.id))
    .map(({ whole }) => whole);

const sortKey = ({ collaboration, members }: Shown): string =>
  collaboration.type === "ACCOUNT" ? `0${members[0]?.email}` : `1${collaboration.display_name}`;
