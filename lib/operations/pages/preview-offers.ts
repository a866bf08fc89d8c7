import { z } from "zod";
import { factsOf } from "../../../db/worlds";
import { type ResourceType, resourceTypes } from "../../domain/resource";
import { waysOf } from "../../domain/ways";
import { compile } from "../../domain/world";
import * as field from "../fields";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { TAKER } from "../taker";
import { namedWays, way } from "./named-ways";

const MOST = 200;

const offer = z.strictObject({
  type: z.enum(resourceTypes) as z.ZodType<ResourceType>,
  resourceId: field.text(),
  roleIds: field.ids(100),
});

export const previewOffers = operation({
  method: "confer.pages.PreviewOffers",
  grant: "users.collaboration.GetRoles",
  kind: "read",
  tokens: false,
  summary: "Tell what somebody new could do who held these roles on these things, and nothing else.",
  input: z.object({ offers: z.array(offer).max(MOST), ownerUid: field.ownerUid() }),
  output: z.strictObject({ ways: z.array(way) }),
  owner: ownerMeant,
  load: standingOf,
  allow: (at) => mayActForOwner(at, at.facts),
  handle: async (at) => {
    const facts = await factsOf(at.db, at.owner, at.version, TAKER);
    const world = compile({
      ...facts,
      members: [{ id: TAKER, collaborationId: TAKER, uid: TAKER, status: "ACTIVE" }],
      shares: at.input.offers.map((one, index) => ({ id: index + 1, collaborationId: TAKER, ...one })),
    });
    return { ways: await namedWays(at, waysOf(world, TAKER), () => "") };
  },
});
