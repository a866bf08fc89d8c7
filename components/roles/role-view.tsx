"use client";

import { useState } from "react";
import { Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useChosen } from "@/components/ui/chosen";
import { Confirm } from "@/components/ui/dialog";
import { ArrowLeft, Bell, Pencil, Trash2 } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Section } from "@/components/ui/page";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { count, Methods } from "@/components/words/methods";
import { deleteRole } from "@/lib/actions/roles";
import { methodsOf, type PolicyChoice, type Role, rolesKey } from "./queries";

const RoleForm = later(async () => (await import("./role-form")).RoleForm);

export function RoleView({ role, policies, onGone }: { role: Role; policies: PolicyChoice[]; onGone(): void }) {
  const [mode, setMode] = useState<"view" | "edit" | "delete">("view");
  const { choose } = useChosen("role");
  const tell = useTell();
  const remove = useAct(deleteRole, {
    stale: [rolesKey],
    done: () => {
      tell(`The role ${role.name} is gone.`);
      onGone();
    },
  });
  if (mode === "edit") {
    return <RoleForm role={role} policies={policies} onSaved={() => setMode("view")} onClose={() => setMode("view")} />;
  }
  const made = policies.filter((policy) => role.policyIds.includes(policy.id));
  const methods = methodsOf(made);
  return (
    <article aria-label={role.name}>
      <Button look="quiet" className="mb-2 md:hidden" onClick={() => choose(null)}>
        <ArrowLeft size={16} aria-hidden /> All roles
      </Button>
      <header className="mb-5 flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="text-why font-semibold break-words">{role.name}</h2>
          <p className="text-muted">{role.description || "No description."}</p>
          {role.notify && (
            <p className="mt-1 flex items-center gap-1.5 text-table text-muted">
              <Bell size={16} aria-hidden /> Whoever holds it gets letters about load.
            </p>
          )}
        </div>
        <div className="flex gap-2">
          <Button onClick={() => setMode("edit")}>
            <Pencil size={16} aria-hidden /> Edit role
          </Button>
          <Button look="danger" onClick={() => setMode("delete")}>
            <Trash2 size={16} aria-hidden /> Delete role
          </Button>
        </div>
      </header>
      <Section title={`Made of ${count(made.length, "policy", "policies")}`}>
        <ul className="divide-y divide-line border-y border-line">
          {made.map((policy) => (
            <li key={policy.id} className="flex flex-wrap items-baseline justify-between gap-x-3 py-1.5 text-table">
              <span>
                {policy.name} {policy.behavior === "DENY" && <Tag>denies</Tag>} {!policy.isSystem && <Tag>own</Tag>}
              </span>
              <span className="text-muted">{count(policy.methods.length, "method")}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={`Allows ${count(methods.length, "method")}`}>
        <Methods names={methods} />
      </Section>
      <Confirm
        open={mode === "delete"}
        onClose={() => {
          remove.reset();
          setMode("view");
        }}
        title={`Delete the role ${role.name}?`}
        act="Delete role"
        pending={remove.pending}
        problem={remove.no?.message}
        onConfirm={() => remove.run({ id: role.id })}
      >
        <p>This cannot be undone. A role that somebody holds is not deleted.</p>
      </Confirm>
    </article>
  );
}
