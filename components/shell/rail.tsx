"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Hint } from "@/components/ui/hint";
import { Link } from "@/components/ui/link";
import { useOnlyOwner } from "../words/acting";
import { Mark } from "./mark";
import { parts } from "./pages";

export type Told = { name: string; email: string; waiting: number; demo: boolean };

/** The pages by part, with who is signed in at the foot. */
export function Rail({ me, onGo }: { me: Told; onGo?: () => void }) {
  const t = useTranslations("shell");
  const here = usePathname();
  const onlyOwner = useOnlyOwner();
  return (
    <nav aria-label={t("pages")} className="flex h-full flex-col gap-5 overflow-y-auto p-3">
      {/* The sheet of a phone has the name in its head already. */}
      {!onGo && (
        <Link href="/" className="flex h-8 items-center gap-2 rounded-md px-2 font-semibold">
          <Mark />
          Confer
        </Link>
      )}
      {parts(me).map(({ title, links }) => (
        <div key={title}>
          <p className="px-2 pb-1 text-label text-muted">{t(title)}</p>
          <ul>
            {links.map(({ href, word, icon: Icon, count }) => {
              if (onlyOwner && ownersAlone.has(href)) {
                return (
                  <li key={href}>
                    <Hint text={onlyOwner}>
                      {/* biome-ignore lint/a11y/useValidAnchor: it leads nowhere, and says why */}
                      <a role="link" aria-disabled tabIndex={0} className={`${lineClass} opacity-60`}>
                        <Icon size={16} aria-hidden className="flex-none text-muted" />
                        <span className="flex-1">{t(word)}</span>
                      </a>
                    </Hint>
                  </li>
                );
              }
              const current = here === href || here.startsWith(`${href}/`);
              return (
                <li key={href}>
                  <Link
                    href={href}
                    aria-current={current ? "page" : undefined}
                    onClick={onGo}
                    className={`${lineClass} hover:bg-line/50 aria-[current=page]:bg-line/70 aria-[current=page]:font-medium`}
                  >
                    <Icon size={16} aria-hidden className="flex-none text-muted" />
                    <span className="flex-1">{t(word)}</span>
                    {count ? (
                      <span className="rounded-md bg-accent px-1.5 text-label font-medium text-on-accent">
                        {t.rich("waiting", { n: count, hidden: (rest) => <span className="sr-only">{rest}</span> })}
                      </span>
                    ) : null}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}

const lineClass = "flex h-8 items-center gap-2 rounded-md px-2 text-table max-sm:h-11";

/** A delegate has no way into these (vap.md A.1). */
const ownersAlone = new Set(["/teams"]);
