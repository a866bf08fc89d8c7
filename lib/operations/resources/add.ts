import { z } from "zod";
import type { Whole } from "../../../db/albums";
import { putShare } from "../../../db/collaborations";
import { Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { type At, type Leave, operation } from "../operation";
import { sharedIn, tellChanged } from "../tell-member";
import { theirOwn } from "../verdict";
import type { ResourceAnswer } from "../wire/collaborations";
import { refused, settled } from "../wire/results";
import { resourceResponses } from "../wire/shapes";
import { shareAnswers } from "./answers";
import { type Element, readElements } from "./argument";
import { withinShareLimit } from "./limit";
import { loadOwned } from "./load";
import { placeOf, shareRow } from "./place";
import { type Cupboard, openCupboard, rolesFor } from "./roles";

export const addResources = operation({
  method: "users.collaboration.AddResources",
  kind: "write",
  summary:
    "Share more with a collaboration; what is shared already gains the roles named. Each element has its own result.",
  input: z.object({
    collaborationId: field.id(),
    resources: field.json(),
    createRoleIfNeeded: field.flag().optional(),
  }),
  output: resourceResponses,
  load: loadOwned,
  allow: theirOwn,
  handle: async (at) => {
    const elements = readElements(at.input.resources);
    const cupboard = await openCupboard(at);
    const outcomes: (number | Refusal)[] = [];
    const shown = sharedIn(at.facts);
    for (const element of elements) {
      try {
        outcomes.push(await addOne(at, cupboard, element));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        outcomes.push(error);
      }
    }
    await tellChanged(at, at.facts.collaboration.id, shown);
    const shares = await shareAnswers(at, at.facts.collaboration.id);
    const responses = outcomes.map((outcome, index) =>
      outcome instanceof Refusal
        ? { ...refusedElement(at, elements[index]!), ...refused(outcome) }
        : { ...settled, ...shares.get(outcome)! },
    );
    return { ...firstFault(responses), responses };
  },
});

type Adding = At<{ createRoleIfNeeded?: boolean | undefined }> & Leave & { facts: Whole };

/** Shares one thing, or adds roles to what is shared already. Returns the share's id. */
async function addOne(at: Adding, cupboard: Cupboard, element: Element): Promise<number> {
  const { collaboration, shares } = at.facts;
  const place = await placeOf(at, shares, element);
  const { type, resourceId, before } = place;
  if (!before) await withinShareLimit(at, shares.length);
  const named = await rolesFor(at, cupboard, { ...element, type }, at.input.createRoleIfNeeded === true);
  const roleIds = [...new Set([...(before?.role_ids ?? []), ...named])];
  const row = await shareRow(at.facts, place, element.metadata);
  const id = await putShare(at.db, row, roleIds);
  // The same resource may be named twice in one call: the second adds to the first.
  if (before) before.role_ids = roleIds;
  else shares.push({ ...row, id, role_ids: roleIds });
  at.record({ target: "share", id, after: { collaboration: collaboration.id, type, resourceId, roleIds } });
  return id;
}

const refusedElement = (at: Adding, element: Element): ResourceAnswer => ({
  collaborationId: at.facts.collaboration.id,
  id: 0,
  memberId: 0,
  metadata: element.metadata ?? "",
  ownerUid: at.owner,
  receiveNotification: false,
  resourceId: element.resourceId,
  roleIds: [],
  roles: [],
  type: element.type,
  uid: 0,
});

function firstFault(responses: readonly (typeof settled)[]): typeof settled {
  const { error, reason, result, source } = responses.find((one) => one.result !== 0) ?? settled;
  return { error, reason, result, source };
}
