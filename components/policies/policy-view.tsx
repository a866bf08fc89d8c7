"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useChosen } from "@/components/ui/chosen";
import { Confirm } from "@/components/ui/dialog";
import { ArrowLeft, Lock, Pencil, Trash2 } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Section } from "@/components/ui/page";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { count, Methods } from "@/components/words/methods";
import { deletePolicy } from "@/lib/actions/policies";
import { type MethodChoice, type Policy, policiesKey } from "./queries";

const PolicyForm = later(async () => (await import("./policy-form")).PolicyForm);

type Props = { policy: Policy; methods: MethodChoice[]; onGone(): void };

export function PolicyView({ policy, methods, onGone }: Props) {
  const [mode, setMode] = useState<"view" | "edit" | "delete">("view");
  const { choose } = useChosen("policy");
  const tell = useTell();
  const remove = useAct(deletePolicy, {
    stale: [policiesKey],
    done: () => {
      tell(`The policy ${policy.name} is gone.`);
      onGone();
    },
  });
  if (mode === "edit") {
    return (
      <PolicyForm policy={policy} methods={methods} onSaved={() => setMode("view")} onClose={() => setMode("view")} />
    );
  }
  return (
    <article aria-label={policy.name}>
      <Button look="quiet" className="mb-2 md:hidden" onClick={() => choose(null)}>
        <ArrowLeft size={16} aria-hidden /> All policies
      </Button>
      <header className="mb-5 flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="text-why font-semibold break-words">{policy.name}</h2>
          <p className="text-muted">{policy.description || "No description."}</p>
          <p className="mt-1 text-table text-muted">
            {policy.roles > 0
              ? `Part of ${count(policy.roles, "of your roles", "of your roles")}.`
              : "No role of yours is made of it."}
          </p>
        </div>
        {policy.isSystem ? (
          <p className="flex items-center gap-1.5 py-1.5 text-table text-muted">
            <Lock size={16} aria-hidden /> System policy, cannot be changed
          </p>
        ) : (
          <div className="flex gap-2">
            <Button onClick={() => setMode("edit")}>
              <Pencil size={16} aria-hidden /> Edit policy
            </Button>
            <Button look="danger" onClick={() => setMode("delete")}>
              <Trash2 size={16} aria-hidden /> Delete policy
            </Button>
          </div>
        )}
      </header>
      <Section title={`${policy.behavior === "DENY" ? "Denies" : "Allows"} ${count(policy.methods.length, "method")}`}>
        <Methods names={policy.methods} open={policy.methods.length <= 12} />
      </Section>
      <Confirm
        open={mode === "delete"}
        onClose={() => {
          remove.reset();
          setMode("view");
        }}
        title={`Delete the policy ${policy.name}?`}
        act="Delete policy"
        pending={remove.pending}
        problem={remove.no?.message}
        onConfirm={() => remove.run({ id: policy.id })}
      >
        <p>This cannot be undone. A policy that a role is made of is not deleted.</p>
      </Confirm>
    </article>
  );
}
