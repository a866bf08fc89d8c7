"use client";

import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { isPlain } from "../ui/link";
import { useMe } from "../ui/me";
import { useOf, useOwners } from "../words/acting";
import { hrefOf, isOfAccount } from "../words/of";

/**
 * In whose account the pages are: one's own, or that of somebody for whom one acts. What is chosen opens the same page there. By another's
 * eyes there is nothing of their own to choose.
 */
export function Accounts() {
  const t = useTranslations("shell");
  const owners = useOwners();
  const now = useOf().ownerUid;
  const [, page = ""] = usePathname().split("/");
  const router = useRouter();
  // Not every page is one of an account.
  const there = isOfAccount(`/${page}`) ? `/${page}` : "/members";
  const { viewed } = useMe();
  const choices = [...(viewed ? [] : [{ uid: undefined, name: t("ownAccount") }]), ...owners];
  return (
    <section aria-label={t("accounts")} className="rounded-md border border-line bg-raised p-1">
      <ul className="max-h-44 overflow-y-auto">
        {choices.map(({ uid, name }) => {
          const href = hrefOf(there, uid === undefined ? {} : { ownerUid: uid });
          return (
            <li key={uid ?? "own"}>
              <a
                href={href}
                aria-current={uid === now ? "true" : undefined}
                className="block min-h-7 truncate rounded px-2 py-1 text-table hover:bg-line/50 aria-[current=true]:bg-line/70 aria-[current=true]:font-medium max-sm:py-3"
                onClick={(event) => {
                  if (!isPlain(event)) return;
                  event.preventDefault();
                  router.push(href);
                }}
              >
                {name}
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
