"use client";

import { lazy, type ReactNode, Suspense, useCallback } from "react";
import { HrefContext } from "../ui/link";
import { OfContext, useActing, useAddressedOf } from "../words/acting";
import { hrefOf } from "../words/of";

// Drawn on the server like the rest, yet only a delegate brings its code.
const ActingFor = lazy(async () => ({ default: (await import("./acting-for")).ActingFor }));

/** While one works in the account of another, calls are about it, and links stay in it. */
export function InAccount({ children }: { children: ReactNode }) {
  const of = useAddressedOf();
  const stay = useCallback((href: string) => hrefOf(href, of), [of]);
  return (
    <OfContext value={of}>
      <HrefContext value={stay}>{children}</HrefContext>
    </OfContext>
  );
}

/** Says in whose account one works. */
export function Acting() {
  const owner = useActing();
  return (
    owner && (
      <Suspense>
        <ActingFor name={owner.name} />
      </Suspense>
    )
  );
}
