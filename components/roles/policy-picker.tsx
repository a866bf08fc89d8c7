"use client";

import { useState } from "react";
import { Tag } from "@/components/ui/badge";
import { Check, Choices, inputClass } from "@/components/ui/field";
import { count } from "@/components/words/methods";
import type { PolicyChoice } from "./queries";

/** Policies by checkbox, in the groups of the tree, one's own first. */
export function PolicyPicker({
  policies,
  chosen,
  onChange,
  error,
}: {
  policies: readonly PolicyChoice[];
  chosen: ReadonlySet<number>;
  onChange(chosen: ReadonlySet<number>): void;
  error?: string | undefined;
}) {
  const [filter, setFilter] = useState("");
  const sought = filter.trim().toLowerCase();
  const shown = policies.filter(
    ({ name, description }) => !sought || `${name} ${description}`.toLowerCase().includes(sought),
  );
  const toggle = (id: number, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChange(next);
  };
  return (
    <Choices label={`Policies, ${chosen.size} chosen`} error={error}>
      <input
        type="search"
        aria-label="Filter policies"
        placeholder="Filter policies"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        className={inputClass}
      />
      <p className="sr-only" aria-live="polite">
        {sought && count(shown.length, "policy", "policies")}
      </p>
      {grouped(shown).map(([group, members]) => (
        <div key={group} className="mt-3">
          <h3 className="border-b border-line pb-1 text-label text-muted">{group}</h3>
          {members.map((policy) => (
            <Check
              key={policy.id}
              checked={chosen.has(policy.id)}
              onChange={(event) => toggle(policy.id, event.target.checked)}
            >
              {policy.name} {policy.behavior === "DENY" && <Tag>denies</Tag>}
              {policy.description && <span className="block text-label text-muted">{policy.description}</span>}
            </Check>
          ))}
        </div>
      ))}
    </Choices>
  );
}

function grouped(policies: readonly PolicyChoice[]): [group: string, policies: PolicyChoice[]][] {
  const groups = new Map<string, PolicyChoice[]>();
  for (const policy of [...policies].sort((a, b) => Number(a.isSystem) - Number(b.isSystem))) {
    const group = policy.isSystem ? policy.path.slice(1, -1).join(" / ") || "General" : "Your own";
    const list = groups.get(group);
    if (list) list.push(policy);
    else groups.set(group, [policy]);
  }
  return [...groups];
}
