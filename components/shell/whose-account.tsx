"use client";

import { lazy, Suspense } from "react";
import { useOwners } from "../words/acting";

// Drawn on the server like the rest, yet only a delegate brings its code.
const Accounts = lazy(async () => ({ default: (await import("./accounts")).Accounts }));

/** In whose account one works, and might, for whoever acts for others. */
export function WhoseAccount() {
  return useOwners().length > 0 ? (
    <Suspense>
      <Accounts />
    </Suspense>
  ) : null;
}
