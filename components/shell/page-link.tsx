"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Hint } from "@/components/ui/hint";
import { Link } from "@/components/ui/link";
import { useOf, useOnlyOwner, useWhyNot } from "../words/acting";

const lineClass = "flex min-h-8 items-center gap-2 rounded-md px-2 text-table max-sm:min-h-11";

/**
 * A link of the rail; it says when its page is this one. `ownersAlone`: what its page does, where a delegate has no way into it and hears
 * why.
 */
export function PageLink({
  href,
  ownersAlone,
  children,
}: {
  href: string;
  ownersAlone: string | undefined;
  children: ReactNode;
}) {
  const here = usePathname();
  const onlyOwner = useOnlyOwner();
  const whyNot = useWhyNot();
  if (onlyOwner && ownersAlone) {
    return (
      <Hint text={onlyOwner} why={whyNot(ownersAlone)}>
        {/* biome-ignore lint/a11y/useValidAnchor: it leads nowhere, and says why */}
        <a role="link" aria-disabled tabIndex={0} className={`${lineClass} opacity-60`}>
          {children}
        </a>
      </Hint>
    );
  }
  return (
    <Link
      href={href}
      aria-current={here === href || here.startsWith(`${href}/`) ? "page" : undefined}
      className={`${lineClass} hover:bg-line/50 aria-[current=page]:bg-line/70 aria-[current=page]:font-medium`}
    >
      {children}
    </Link>
  );
}

/** A line of the rail; `hidden` where nobody's account but one's own is worked in. */
export function RailLine({ hidden, children }: { hidden: boolean; children: ReactNode }) {
  const { ownerUid } = useOf();
  return hidden && ownerUid === undefined ? null : <li>{children}</li>;
}
