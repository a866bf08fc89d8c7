"use client";

import { useSeeded } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Choice, TwoColumns, useChosen } from "@/components/ui/chosen";
import { Plus } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { PageHead } from "@/components/ui/page";
import { count } from "@/components/words/methods";
import { methodsOf, type PolicyChoice, type Role, readRoles, rolesKey } from "./queries";
import { RoleView } from "./role-view";

const RoleForm = later(async () => (await import("./role-form")).RoleForm);

/** My roles at the left, the chosen one at the right. */
export function RoleBook({ policies }: { policies: PolicyChoice[] }) {
  const roles = useSeeded(rolesKey, readRoles);
  const { chosen, choose } = useChosen("role");
  const role = roles.find((one) => String(one.id) === chosen);
  return (
    <>
      <PageHead title="Roles" says="A role is a set of policies. You give it to a person on a thing you share.">
        <Button look="primary" onClick={() => choose("new")}>
          <Plus size={16} aria-hidden /> Add role
        </Button>
      </PageHead>
      <TwoColumns
        chosen={chosen !== null}
        list={
          <ul className="border-t border-line" aria-label="Your roles">
            {roles.map((one) => (
              <RoleLine key={one.id} role={one} policies={policies} />
            ))}
          </ul>
        }
      >
        {chosen === "new" && (
          <RoleForm policies={policies} onSaved={(id) => choose(String(id))} onClose={() => choose(null)} />
        )}
        {role && <RoleView key={role.id} role={role} policies={policies} onGone={() => choose(null)} />}
        {chosen !== "new" && !role && (
          <p className="py-2 text-muted">
            {chosen ? "This role is not there any more." : "Choose a role to see what it can do."}
          </p>
        )}
      </TwoColumns>
    </>
  );
}

function RoleLine({ role, policies }: { role: Role; policies: PolicyChoice[] }) {
  const made = policies.filter((policy) => role.policyIds.includes(policy.id));
  return (
    <li className="border-b border-line">
      <Choice
        name="role"
        value={String(role.id)}
        className="block px-2 py-2.5 text-table hover:bg-sunken aria-[current=true]:bg-sunken"
      >
        <span className="block font-medium">{role.name}</span>
        <span className="block text-muted">
          {count(made.length, "policy", "policies")}, {count(methodsOf(made).length, "method")}
        </span>
      </Choice>
    </li>
  );
}
