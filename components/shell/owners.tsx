"use client";

import type { ReactNode } from "react";
import { resultOf } from "@/lib/actions/answer";
import { getOwners } from "@/lib/actions/pages";
import { useSeeded } from "../reading";
import { OwnersContext } from "../words/acting";
import { ownersKey } from "./waiting-keys";

/** Whose delegate the reader is, kept right: what leads into an account comes and goes with the right to act there. */
export function Owners({ children }: { children: ReactNode }) {
  const owners = useSeeded(ownersKey, async () => (await resultOf(getOwners({}))).owners);
  return <OwnersContext value={owners}>{children}</OwnersContext>;
}
