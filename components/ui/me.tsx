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

/** Whose window it is. `viewed`: somebody else's, who looks at what these see; `back` is where they leave to. */
export type Whoever = { name: string; email: string; demo: boolean; viewed: { name: string; back: string } | null };

/** What the kit knows of whoever is signed in; `keep` changes what they chose, here at once and wherever they sign in. */
export type Me = Kept & Whoever & { keep(changed: Partial<Kept>): void };

const nobody: Me = {
  name: "",
  email: "",
  demo: false,
  viewed: null,
  theme: "system",
  palette: "usual",
  columns: {},
  dismissed: [],
  shortcuts: true,
  keep: () => {},
};

export const MeContext = createContext<Me>(nobody);
export const useMe = (): Me => useContext(MeContext);
