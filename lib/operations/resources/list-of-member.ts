import { z } from "zod";
import { wholesOf } from "../../../db/albums";
import { findMember } from "../../../db/collaborations";
import { notFound } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { resourceResponses } from "../wire/shapes";
import { listed, pairOf, resourceGroups, type Views } from "./listed";

export const getMemberResources = operation({
  method: "users.collaboration.GetMemberResources",
  kind: "read",
  summary: "List what the caller shares with one of their members, or with all of them.",
  input: z.object({ memberId: field.id().optional(), resourceGroup: field.choice(resourceGroups).optional() }),
  output: resourceResponses,
  load: async (at): Promise<Views[]> => {
    const { memberId } = at.input;
    if (memberId === undefined) {
      const wholes = await wholesOf(at.db, at.owner, "all");
      return [{ owner: at.owner, views: wholes.map((whole) => ({ whole, member: pairOf(whole) })) }];
    }
    const member = await findMember(at.db, at.owner, memberId);
    if (!member) throw notFound("member");
    const wholes = await wholesOf(at.db, at.owner, [member.collaboration_id]);
    return [{ owner: at.owner, views: wholes.map((whole) => ({ whole, member })) }];
  },
  allow: theirOwn,
  handle: async ({ db, input, facts }) => ({ responses: await listed(db, facts, input.resourceGroup) }),
});
