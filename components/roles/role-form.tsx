"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Check, Problem, TextField } from "@/components/ui/field";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { count } from "@/components/words/methods";
import { addRole, editRole } from "@/lib/actions/roles";
import { PolicyPicker } from "./policy-picker";
import { methodsOf, type PolicyChoice, type Role, rolesKey } from "./queries";

type Props = { role?: Role; policies: PolicyChoice[]; onSaved(id: number): void; onClose(): void };

export function RoleForm({ role, policies, onSaved, onClose }: Props) {
  const tell = useTell();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(role?.policyIds));
  const { run, pending, at, besides } = useAct(
    (input: Parameters<typeof addRole>[0]) => (role ? editRole({ id: role.id, ...input }) : addRole(input)),
    {
      stale: [rolesKey],
      done: (value) => {
        tell(role ? `The role ${value.role.name} is changed.` : `The role ${value.role.name} is ready.`);
        onSaved(value.role.id);
      },
    },
  );
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        run({
          name: String(form.get("name")),
          description: String(form.get("description")),
          policies: [...chosen].map(String),
          receiveNotification: form.get("notify") === "on",
        });
      }}
    >
      <h2 className="text-why font-semibold">{role ? `Edit ${role.name}` : "Add role"}</h2>
      <TextField label="Name" name="name" defaultValue={role?.name} maxLength={255} error={at("name")} />
      <TextField
        label="Description"
        name="description"
        defaultValue={role?.description}
        maxLength={1000}
        error={at("description")}
      />
      <Check name="notify" defaultChecked={role?.notify}>
        Whoever holds it gets letters about load
      </Check>
      <PolicyPicker policies={policies} chosen={chosen} onChange={setChosen} error={at("policies")} />
      <div className="sticky bottom-0 flex flex-wrap items-center gap-3 border-t border-line bg-paper py-3">
        <p className="flex-1 text-table text-muted" aria-live="polite">
          {difference(role, policies, chosen)}
        </p>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" pending={pending}>
          {role ? "Save role" : "Add role"}
        </Button>
      </div>
      {besides("name", "description", "policies") && <Problem>{besides("name", "description", "policies")}</Problem>}
    </form>
  );
}

/** "3 methods more, 1 fewer." */
function difference(role: Role | undefined, policies: PolicyChoice[], chosen: ReadonlySet<number>): string {
  const of = (has: (id: number) => boolean) => new Set(methodsOf(policies.filter((policy) => has(policy.id))));
  const after = of((id) => chosen.has(id));
  if (!role) return `Allows ${count(after.size, "method")}.`;
  const before = of((id) => role.policyIds.includes(id));
  const more = [...after].filter((method) => !before.has(method)).length;
  const fewer = [...before].filter((method) => !after.has(method)).length;
  if (more === 0 && fewer === 0) return "Allows what it did.";
  return `${count(more, "method")} more, ${fewer} fewer.`;
}
