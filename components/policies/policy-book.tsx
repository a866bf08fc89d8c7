"use client";

import { useSeeded } from "@/components/reading";
import { Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Choice, TwoColumns, useChosen } from "@/components/ui/chosen";
import { Plus } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { PageHead } from "@/components/ui/page";
import { PolicyView } from "./policy-view";
import { type MethodChoice, type Policy, policiesKey, readPolicies } from "./queries";

const PolicyForm = later(async () => (await import("./policy-form")).PolicyForm);

/** My policies and the system's at the left, the chosen one at the right. */
export function PolicyBook({ methods }: { methods: MethodChoice[] }) {
  const policies = useSeeded(policiesKey, readPolicies);
  const { chosen, choose } = useChosen("policy");
  const policy = policies.find((one) => String(one.id) === chosen);
  const own = policies.filter((one) => !one.isSystem);
  return (
    <>
      <PageHead title="Policies" says="A policy is a set of methods that it allows or denies. Roles are made of them.">
        <Button look="primary" onClick={() => choose("new")}>
          <Plus size={16} aria-hidden /> Add policy
        </Button>
      </PageHead>
      <TwoColumns
        chosen={chosen !== null}
        list={
          <>
            <h2 className="border-b border-line pb-1 text-label text-muted">Your own</h2>
            {own.length === 0 && <p className="py-2.5 text-table text-muted">None yet.</p>}
            <PolicyLines label="Your own policies" policies={own} />
            <h2 className="mt-6 border-b border-line pb-1 text-label text-muted">System, the same for everybody</h2>
            <PolicyLines label="System policies" policies={policies.filter((one) => one.isSystem)} />
          </>
        }
      >
        {chosen === "new" && (
          <PolicyForm methods={methods} onSaved={(id) => choose(String(id))} onClose={() => choose(null)} />
        )}
        {policy && <PolicyView key={policy.id} policy={policy} methods={methods} onGone={() => choose(null)} />}
        {chosen !== "new" && !policy && (
          <p className="py-2 text-muted">
            {chosen ? "This policy is not there any more." : "Choose a policy to see what it holds."}
          </p>
        )}
      </TwoColumns>
    </>
  );
}

function PolicyLines({ label, policies }: { label: string; policies: Policy[] }) {
  return (
    <ul aria-label={label}>
      {policies.map((policy) => (
        <li key={policy.id} className="border-b border-line">
          <Choice
            name="policy"
            value={String(policy.id)}
            className="flex items-baseline justify-between gap-3 px-2 py-2 text-table hover:bg-sunken aria-[current=true]:bg-sunken max-sm:py-3"
          >
            <span>
              {policy.name} {policy.behavior === "DENY" && <Tag>denies</Tag>}
            </span>
            <span className="text-muted">
              {policy.methods.length}
              <span className="sr-only"> methods</span>
            </span>
          </Choice>
        </li>
      ))}
    </ul>
  );
}
