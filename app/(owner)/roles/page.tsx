import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { readPolicies } from "@/components/policies/queries";
import { readRoles, rolesKey } from "@/components/roles/queries";
import { RoleBook } from "@/components/roles/role-book";
import { Seed } from "@/components/seed";
import { findSystemPolicy } from "@/lib/domain/policy";

export const generateMetadata = titled("shell", "roles");

/** My roles and the policies each is made of. */
export default async function Page() {
  const roles = await load("/roles", readRoles);
  const policies = await load("/roles", readPolicies);
  const choices = policies.map(({ id, name, description, behavior, isSystem, methods }) => {
    const path = isSystem ? (findSystemPolicy(id)?.path ?? []) : [];
    return { id, name, description, behavior, isSystem, path, methods };
  });
  return (
    <Seed data={[[rolesKey, roles]]}>
      <RoleBook policies={choices} />
    </Seed>
  );
}
