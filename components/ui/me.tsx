"use client";

import { createContext, useContext } from "react";

/** What somebody chose for themselves. `columns`: by list. `dismissed`: the explanations put away. `shortcuts`: single keys. */
export type Kept = {
  theme: "light" | "dark" | "system";
  palette: "usual" | "colourblind";
  columns: Readonly<Record<string, readonly string[]>>;
  dismissed: readonly string[];
  shortcuts: boolean;
};

/** What the kit knows of whoever is signed in; `keep` changes what they chose, here at once and wherever they sign in. */
export type Me = Kept & { name: string; email: string; demo: boolean; keep(changed: Partial<Kept>): void };

const nobody: Me = {
  name: "",
  email: "",
  demo: false,
  theme: "system",
  palette: "usual",
  columns: {},
  dismissed: [],
  shortcuts: true,
  keep: () => {},
};

export const MeContext = createContext<Me>(nobody);
export const useMe = (): Me => useContext(MeContext);
