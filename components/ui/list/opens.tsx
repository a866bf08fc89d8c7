"use client";

import type { ReactNode } from "react";
import { changed, openInAddress } from "../address";
import { Link, useHref } from "../link";

/** The link a row leads by; in this address without asking the server for anything. */
export function Opens({
  to,
  tab,
  children,
}: {
  to: string | readonly [name: string, value: string];
  tab: 0 | -1;
  children: ReactNode;
}) {
  const look = "group block rounded-md";
  const hrefOf = useHref();
  if (typeof to === "string") {
    return (
      <Link href={to} data-opens tabIndex={tab} className={look}>
        {children}
      </Link>
    );
  }
  const [name, value] = to;
  return (
    <a
      href={hrefOf(changed("", { [name]: value }))}
      data-opens
      tabIndex={tab}
      className={look}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        openInAddress(name, value);
      }}
    >
      {children}
    </a>
  );
}
