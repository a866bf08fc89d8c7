"use client";

import { type ReactNode, useMemo, useState } from "react";
import { type Kept, MeContext } from "../ui/me";
import { writeKept } from "./kept";

/** Hands the kit what it knows of whoever is signed in, and keeps what they choose. */
export function MeProvider({
  me: { name, email, demo },
  kept: first,
  children,
}: {
  me: { name: string; email: string; demo: boolean };
  kept: Kept;
  children: ReactNode;
}) {
  const [kept, setKept] = useState(first);
  const me = useMemo(
    () => ({
      name,
      email,
      demo,
      ...kept,
      keep: (changed: Partial<Kept>) => {
        const next = { ...kept, ...changed };
        setKept(next);
        writeKept(next);
      },
    }),
    [name, email, demo, kept],
  );
  return <MeContext value={me}>{children}</MeContext>;
}
