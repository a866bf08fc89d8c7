import { z } from "zod";
import { collaborationTypes, memberStatuses, signedByWays } from "../../domain/collaboration";
import { resourceTypes } from "../../domain/resource";

/**
 * What leaves the house, as the platform's clients know it (vap.md B): every documented key is always there, empty where it
 * does not apply. Strict: a key that is not listed never leaves.
 */
const int = z.number().int();

export const userShape = z.strictObject({
  authConfig: z
    .strictObject({
      id: int,
      isActive: z.boolean(),
      isConfigured: z.boolean(),
      type: z.literal("TOTP"),
      useObjectHash: z.boolean(),
    })
    .nullable(),
  authType: z.enum(["BASIC", "TFA"]),
  email: z.string(),
  externalId: z.string(),
  federationType: z.string(),
  id: int,
  name: z.string(),
  phoneNumber: z.string(),
  tenantHost: z.boolean(),
  tenantId: z.string(),
});

export const apiListItemShape = z.strictObject({
  id: int,
  isCollaborationAccessible: z.boolean(),
  isSafe: z.boolean(),
  method: z.string(),
  useObjectHash: z.boolean(),
});

export const policyShape = z.strictObject({
  apiListItems: z.array(apiListItemShape),
  behavior: z.enum(["ALLOW", "DENY"]),
  description: z.string(),
  id: int,
  isSystem: z.boolean(),
  name: z.string(),
  owner: userShape.nullable(),
  roles: z.array(z.strictObject({ id: int })),
  type: z.enum(["COLLABORATION", "ENVIRONMENT", "CMP"]),
  uniqueName: z.string(),
  useObjectHash: z.boolean(),
});

export const roleShape = z.strictObject({
  description: z.string(),
  id: int,
  name: z.string(),
  owner: userShape.nullable(),
  policies: z.array(policyShape),
  receiveNotification: z.boolean(),
  type: z.enum(["VAP", "CMP"]),
  useObjectHash: z.boolean(),
});

/** When it ends, in ISO 8601; only where it does. */
const until = z.string().optional();

export const memberShape = z.strictObject({
  displayName: z.string(),
  email: z.string(),
  id: int,
  signedBy: z.enum(signedByWays),
  status: z.enum(memberStatuses),
  until,
  useObjectHash: z.boolean(),
  user: userShape.nullable(),
});

export const resourceShape = z.strictObject({
  collaboration: z.strictObject({ id: int }),
  id: int,
  metadata: z.string(),
  resourceId: z.string(),
  roles: z.array(roleShape),
  type: z.enum(resourceTypes),
  until,
  useObjectHash: z.boolean(),
});

export const collaborationShape = z.strictObject({
  accountStatus: z.enum(["ACTIVE", "INACTIVE", "DESTROY", "DELETED"]),
  collaborationResources: z.array(resourceShape),
  displayName: z.string(),
  email: z.string(),
  externalId: z.string(),
  id: int,
  memberDisplayName: z.string(),
  memberUid: int,
  members: z.array(memberShape),
  owner: userShape,
  ownerDisplayName: z.string(),
  ownerUid: int,
  status: z.enum(memberStatuses),
  type: z.enum(collaborationTypes),
  updatedStatusOn: z.string(),
  useObjectHash: z.boolean(),
});

const resourceAnswerShape = {
  collaborationId: int,
  id: int,
  memberId: int,
  metadata: z.string(),
  ownerUid: int,
  receiveNotification: z.boolean(),
  resourceId: z.string(),
  roleIds: z.array(int),
  roles: z.array(roleShape),
  type: z.enum(resourceTypes),
  uid: int,
  until,
};

const envelope = { error: z.string(), reason: int, result: int, source: z.string() };

/** The answers of section B.3, without the envelope, which the door puts around them. */
export const response = z.strictObject({});
export const collaborationResponse = z.strictObject({
  collaboration: collaborationShape,
  includeChildren: z.boolean(),
  isOwner: z.boolean(),
});
export const collaborationsResponse = z.strictObject({
  collaborations: z.array(collaborationShape),
  includeChildren: z.boolean(),
  isOwner: z.boolean(),
});
export const roleResponse = z.strictObject({ role: roleShape });
export const rolesResponse = z.strictObject({ roles: z.array(roleShape) });
export const policyResponse = z.strictObject({ policy: policyShape });
export const policiesResponse = z.strictObject({ policies: z.array(policyShape) });
export const resourceResponse = z.strictObject(resourceAnswerShape);
/** Several elements, each with its own result; the first that failed is also the answer's (vap.md A.4). */
export const resourceResponses = z.strictObject({
  ...z.object(envelope).partial().shape,
  responses: z.array(z.strictObject({ ...envelope, ...resourceAnswerShape })),
});
export const permissionsResponse = z.strictObject({
  behavior: z.enum(["ALLOW", "DENY"]),
  roleId: int,
  tokenPermissions: z.array(apiListItemShape),
});
export const listResponse = z.strictObject({
  genericClass: z.string(),
  responses: z.array(z.strictObject({ ...envelope, ...permissionsResponse.shape })),
});
export const stringArrayResponse = z.strictObject({ array: z.array(z.string()) });
