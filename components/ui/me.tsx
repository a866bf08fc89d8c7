"use client";

import { createContext, useContext } from "react";

/** What somebody chose for themselves. `columns`: by list. `dismissed`: the explanations put away. */
export type Kept = {
  columns: Readonly<Record<string, readonly string[]>>;
  dismissed: readonly string[];
  shortcuts: boolean;
};

/** What the kit knows of whoever is signed in; `keep` changes what they chose, here at once and for later. */
export type Me = Kept & { name: string; email: string; demo: boolean; keep(changed: Partial<Kept>): void };

export const nothingKept: Kept = { columns: {}, dismissed: [], shortcuts: true };

export const MeContext = createContext<Me>({ ...nothingKept, name: "", email: "", demo: false, keep: () => {} });
export const useMe = (): Me => useContext(MeContext);
