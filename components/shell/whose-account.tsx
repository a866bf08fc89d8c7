"use client";

import { lazy, Suspense } from "react";
import { useMe } from "../ui/me";
import { useOwners } from "../words/acting";

// Drawn on the server like the rest, yet only a delegate brings its code.
const Accounts = lazy(async () => ({ default: (await import("./accounts")).Accounts }));

/** In whose account one works, and might, for whoever acts for others; by another's eyes there is but theirs. */
export function WhoseAccount() {
  const { viewed } = useMe();
  return useOwners().length > 0 && !viewed ? (
    <Suspense>
      <Accounts />
    </Suspense>
  ) : null;
}
