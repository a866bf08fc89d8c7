"use client";

import { useTranslations } from "next-intl";
import type { Asking } from "@/components/ui/ask-why";
import { Badge, Tag } from "@/components/ui/badge";
import type { Node } from "@/components/ui/check-tree";
import { CircleMinus } from "@/components/ui/icons";
import { useWhyNot } from "@/components/words/acting";
import { shortName } from "@/components/words/methods";
import { type Policy, policiesOf } from "@/components/words/role-book";
import { mixes } from "@/lib/domain/mixes";

export type Refusal = { refused: string; why: Asking | undefined };

/** Why a policy cannot be put in: the reader does not hold what it gives, may change nothing here, or it does not go with those chosen. */
function useRefusalOf(policies: readonly Policy[], chosen: readonly number[], refusal: Refusal | undefined) {
  const t = useTranslations("roles");
  const whyNot = useWhyNot();
  const others = policiesOf(chosen, policies);
  return (policy: Policy): Partial<Refusal> => {
    const [first] = policy.lacking;
    if (first) {
      return { refused: t("policyLacking", { n: policy.lacking.length, first }), why: whyNot(first) };
    }
    if (refusal) return refusal;
    // What is chosen can always be taken out again.
    if (chosen.includes(policy.id) || !others.some((other) => mixes(policy, other))) return {};
    return { refused: t(policy.type === "CMP" ? "cloudApart" : "cloudAlone") };
  };
}

/**
 * The policies as a tree: one's own, then the system's in its groups. What cannot be put in beside those `chosen` says why; `refusal`: why
 * nothing can.
 */
export function usePolicyNodes(
  policies: readonly Policy[],
  chosen: readonly number[],
  refusal: Refusal | undefined,
): Node[] {
  const t = useTranslations("roles");
  const count = useTranslations("words");
  const refusalOf = useRefusalOf(policies, chosen, refusal);
  const leaf = (policy: Policy): Node => ({
    id: String(policy.id),
    word: policy.name,
    text: `${policy.description} ${policy.methods.join(" ")}`,
    ...refusalOf(policy),
    note: (
      <>
        {policy.behavior === "DENY" && (
          <Badge tone="deny" icon={CircleMinus}>
            {t("denial")}
          </Badge>
        )}{" "}
        <Tag>{count("methods", { n: policy.methods.length })}</Tag>
        {policy.description && (
          <span className="block text-label text-muted">
            <bdi>{policy.description}</bdi>
          </span>
        )}
      </>
    ),
    inside: (
      <ul className="flex flex-wrap gap-x-4 gap-y-0.5">
        {policy.methods.map((method) => (
          <li key={method} className="font-mono text-label break-all text-muted" title={method}>
            {shortName(method)}
          </li>
        ))}
      </ul>
    ),
  });
  const own = policies.filter((policy) => !policy.isSystem).map(leaf);
  const system = branches(
    policies.filter((policy) => policy.isSystem),
    [],
    leaf,
  );
  return own.length > 0 ? [{ id: "own", word: t("ownPolicies"), children: own }, ...system] : system;
}

/** Those below `path`: groups of more, and policies that stand there themselves. */
function branches(policies: readonly Policy[], path: readonly string[], leaf: (policy: Policy) => Node): Node[] {
  const here = policies.filter((policy) => policy.path.length === path.length);
  const deeper = policies.filter((policy) => policy.path.length > path.length);
  const names = [...new Set(deeper.map((policy) => policy.path[path.length]!))];
  return [
    ...names.map((name) => ({
      id: `group ${[...path, name].join("/")}`,
      word: name,
      children: branches(
        deeper.filter((policy) => policy.path[path.length] === name),
        [...path, name],
        leaf,
      ),
    })),
    ...here.map(leaf),
  ];
}
