"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { useSeeded } from "../reading";
import { AskAccess } from "../requests/ask-access";
import { Ban } from "../ui/icons";
import { Why } from "../ui/why";
import { type Question, readWhy, whyKey } from "../words/why-queries";

/**
 * In place of a diagram that the reader may know of and may not open: the reason, what is missing and who can grant it. As soon as they
 * may, the diagram stands there by itself. `menu` opens the rest of the house.
 */
export function DeniedPage({ question, menu }: { question: Question; menu: ReactNode }) {
  const t = useTranslations("shell");
  const why = useSeeded(whyKey(question), () => readWhy(question));
  const router = useRouter();
  useEffect(() => {
    if (why.allowed) router.refresh();
  }, [why.allowed, router]);
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-12 flex-none items-center gap-2 border-b border-line bg-raised px-2">{menu}</header>
      <div className="m-auto flex max-w-md flex-col gap-3 p-6">
        <h1 tabIndex={-1} className="text-title font-semibold outline-none">
          {t("deniedDiagram")}
        </h1>
        <p className="flex items-start gap-2 text-body text-deny">
          <Ban size={20} aria-hidden className="mt-0.5 flex-none" />
          <span className="min-w-0 break-words">{why.because}</span>
        </p>
        <ul className="text-table">
          {why.denied.map((line) => (
            <li key={line} className="break-words">
              {line}
            </li>
          ))}
        </ul>
        <p className="flex flex-wrap gap-2">
          <AskAccess lack={why.lack} />
          <Why question={question} />
        </p>
      </div>
    </div>
  );
}
