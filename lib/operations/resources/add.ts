import { z } from "zod";
import type { Whole } from "../../../db/albums";
import { Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { type At, operation } from "../operation";
import { ownerOfCollaboration } from "../seen-account";
import { type Element, readElements } from "../share-argument";
import { shareMore } from "../share-more";
import { sharedIn, tellChanged } from "../tell-member";
import { theirOwn } from "../verdict";
import type { ResourceAnswer } from "../wire/collaborations";
import { refused, settled } from "../wire/results";
import { resourceResponses } from "../wire/shapes";
import { shareAnswers } from "./answers";
import { loadOwned } from "./load";

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
  owner: ownerOfCollaboration,
  ownersOnly: true,
  load: loadOwned,
  allow: theirOwn,
  handle: async (at) => {
    const elements = readElements(at.input.resources);
    const shown = sharedIn(at.facts);
    const outcomes = await shareMore(at, at.facts, elements, at.input.createRoleIfNeeded === true);
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

const refusedElement = (at: Pick<At<unknown>, "owner"> & { facts: Whole }, element: Element): ResourceAnswer => ({
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
