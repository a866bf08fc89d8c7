import type { MethodChoice } from "@/components/words/method-picker";
import { resultOf } from "@/lib/actions/answer";
import { getPolicies, getPolicyMethods } from "@/lib/actions/policies";

export const policiesKey = ["policies"] as const;

export type Policy = {
  id: number;
  name: string;
  description: string;
  type: "COLLABORATION" | "ENVIRONMENT" | "CMP";
  behavior: "ALLOW" | "DENY";
  isSystem: boolean;
  /** How many of the owner's roles are made of it. */
  roles: number;
  methods: string[];
};
export type { MethodChoice };

export async function readPolicies(): Promise<Policy[]> {
  const { policies } = await resultOf(getPolicies({}));
  return policies.map((policy) => ({
    id: policy.id,
    name: policy.name,
    description: policy.description,
    type: policy.type,
    behavior: policy.behavior,
    isSystem: policy.isSystem,
    roles: policy.roles.length,
    methods: policy.apiListItems.map((item) => item.method),
  }));
}

/** Every method a policy can hold. */
export async function readMethods(): Promise<MethodChoice[]> {
  const { tokenPermissions } = await resultOf(getPolicyMethods({}));
  return tokenPermissions.map(({ method, isSafe }) => ({ name: method, isSafe }));
}
