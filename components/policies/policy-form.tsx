"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Check, Choices, Problem, TextField } from "@/components/ui/field";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { MethodPicker } from "@/components/words/method-picker";
import { count } from "@/components/words/methods";
import { addPolicy, editPolicy } from "@/lib/actions/policies";

import { type MethodChoice, type Policy, policiesKey } from "./queries";

type Props = { policy?: Policy; methods: MethodChoice[]; onSaved(id: number): void; onClose(): void };

export function PolicyForm({ policy, methods, onSaved, onClose }: Props) {
  const tell = useTell();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(policy?.methods));
  const { run, pending, at, besides } = useAct(
    (input: Parameters<typeof addPolicy>[0]) => (policy ? editPolicy({ id: policy.id, ...input }) : addPolicy(input)),
    {
      stale: [policiesKey],
      done: (value) => {
        tell(policy ? `The policy ${value.policy.name} is changed.` : `The policy ${value.policy.name} is ready.`);
        onSaved(value.policy.id);
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
          behavior: form.get("behavior") === "DENY" ? "DENY" : "ALLOW",
          methods: [...chosen],
        });
      }}
    >
      <h2 className="text-why font-semibold">{policy ? `Edit ${policy.name}` : "Add policy"}</h2>
      <TextField label="Name" name="name" defaultValue={policy?.name} maxLength={255} error={at("name")} />
      <TextField
        label="Description"
        name="description"
        defaultValue={policy?.description}
        maxLength={1000}
        error={at("description")}
      />
      <Choices label="What it does with its methods">
        <Check type="radio" name="behavior" value="ALLOW" defaultChecked={policy?.behavior !== "DENY"}>
          Allows them
        </Check>
        <Check type="radio" name="behavior" value="DENY" defaultChecked={policy?.behavior === "DENY"}>
          Denies them
          <span className="block text-label text-muted">A denial always wins over what other policies allow.</span>
        </Check>
      </Choices>
      <MethodPicker label="Methods" methods={methods} chosen={chosen} onChange={setChosen} error={at("methods")} />
      <div className="sticky bottom-0 flex flex-wrap items-center gap-3 border-t border-line bg-paper py-3">
        <p className="flex-1 text-table text-muted" aria-live="polite">
          {count(chosen.size, "method")} chosen.
        </p>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" pending={pending}>
          {policy ? "Save policy" : "Add policy"}
        </Button>
      </div>
      {besides("name", "description", "methods") && <Problem>{besides("name", "description", "methods")}</Problem>}
    </form>
  );
}
