"use client";

import { useTranslations } from "next-intl";
import { Hint } from "@/components/ui/hint";
import { Link } from "@/components/ui/link";
import { useRowTab } from "@/components/ui/list/row-tab";
import { Here } from "./here";
import type { DrawingLine } from "./queries";

const NAMED = 2;

/** The diagrams of one row of a list: the first by name, each a link that opens it, and who is in any of them. */
export function DrawingLinks({ drawings }: { drawings: readonly DrawingLine[] }) {
  const t = useTranslations("drawings");
  const tabIndex = useRowTab();
  if (drawings.length === 0) return null;
  const people = [...new Map(drawings.flatMap(({ here }) => here).map((one) => [one.uid, one])).values()];
  const more = drawings.length - NAMED;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="min-w-0">
        {drawings.slice(0, NAMED).map(({ id, name, shut }) =>
          shut === "removed" ? (
            <Hint key={id} text={t("removedWhy")}>
              {/* biome-ignore lint/a11y/useValidAnchor: it leads nowhere, and says why */}
              <a role="link" aria-disabled tabIndex={tabIndex ?? 0} className="block rounded-md break-words opacity-60">
                {name}
              </a>
            </Hint>
          ) : (
            <Link
              key={id}
              href={`/diagrams/${id}`}
              tabIndex={tabIndex}
              className="block min-h-6 rounded-md py-0.5 break-words text-accent underline-offset-2 hover:underline"
            >
              {name}
            </Link>
          ),
        )}
        {more > 0 && <span className="text-label text-muted">{t("more", { n: more })}</span>}
      </span>
      <Here people={people} />
    </span>
  );
}
