"use client";

import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { Initials } from "@/components/words/person";
import { useLine } from "./here";
import type { DrawingLine } from "./queries";

/** Who is in any of these diagrams now, as what, since when, and in which. */
export function NowIn({ drawings }: { drawings: readonly DrawingLine[] }) {
  const t = useTranslations("drawings");
  const lineOf = useLine();
  const seats = drawings.flatMap(({ id, name, here }) => here.map((one) => ({ id, name, one })));
  return (
    <Section title={t("nowIn")}>
      <div aria-live="polite">
        {seats.length === 0 ? (
          <p className="border-y border-line py-3 text-table text-muted">{t("nobodyIn")}</p>
        ) : (
          <ul className="divide-y divide-line border-y border-line text-table">
            {seats.map(({ id, name, one }) => (
              <li key={`${id} ${one.uid}`} className="flex items-center gap-3 py-2.5">
                <Initials name={one.name} />
                <p className="min-w-0 flex-1 break-words">
                  {lineOf(one)}
                  {drawings.length > 1 && (
                    <Link
                      href={`/diagrams/${id}`}
                      className="block min-h-6 rounded-md text-muted underline-offset-2 hover:underline"
                    >
                      {name}
                    </Link>
                  )}
                </p>
                <span aria-hidden className="size-2 flex-none rounded-[50%] bg-allow" />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}
