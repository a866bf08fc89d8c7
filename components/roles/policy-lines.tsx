"use client";

import { useTranslations } from "next-intl";
import { Badge, Tag } from "@/components/ui/badge";
import { Fold } from "@/components/ui/fold";
import { CircleMinus, Lock } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Why } from "@/components/ui/why";
import { useWhyNot } from "@/components/words/acting";
import { Methods } from "@/components/words/methods";
import type { Policy } from "@/components/words/role-book";

/** The policies of a role, each unfolding to its methods; `denied`: what denials take away here. */
export function PolicyLines({ policies, denied }: { policies: readonly Policy[]; denied: ReadonlySet<string> }) {
  const t = useTranslations("roles");
  const count = useTranslations("words");
  const whyNot = useWhyNot();
  return (
    <ul className="divide-y divide-line border-y border-line">
      {policies.map((policy) => (
        <li key={policy.id}>
          <Fold
            line={
              <>
                <span className="flex min-w-0 flex-wrap items-center gap-x-2">
                  <span className="break-words">{policy.name}</span>
                  {policy.behavior === "DENY" && (
                    <Badge tone="deny" icon={CircleMinus}>
                      {t("denial")}
                    </Badge>
                  )}
                  {!policy.isSystem && <Tag>{t("ownPolicy")}</Tag>}
                </span>
                <span className="text-muted">
                  {policy.behavior === "DENY"
                    ? t("takesAway", { n: policy.methods.filter((name) => denied.has(name)).length })
                    : count("methods", { n: policy.methods.length })}
                </span>
              </>
            }
          >
            <div className="pb-3 ps-6">
              <p className="mb-2 text-table text-muted">
                <bdi>{policy.description}</bdi>
              </p>
              <Methods names={policy.methods} open={policy.methods.length <= 12} />
              <p className="mt-2 text-table print:hidden">
                <Link href={`/policies?policy=${policy.id}`} className="text-accent underline underline-offset-2">
                  {t("openPolicy", { name: policy.name })}
                </Link>
              </p>
            </div>
          </Fold>
          {policy.lacking.length > 0 && (
            <p className="flex flex-wrap items-center gap-x-2 ps-6 pb-1 text-table text-wait print:hidden">
              <Lock size={16} aria-hidden className="flex-none" />
              <span className="min-w-0 flex-1 basis-48 break-words">
                {t("policyLacking", { n: policy.lacking.length, first: policy.lacking[0]! })}
              </span>
              {whyNot(policy.lacking[0]!) && (
                <Why question={whyNot(policy.lacking[0]!)!} label={t("whyLacking", { name: policy.name })} />
              )}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
