"use client";

import { type ReactNode, useEffect, useMemo, useState } from "react";
import { setPreferences } from "@/lib/actions/pages";
import { type Look, lookCookie, lookText } from "@/lib/domain/look";
import { type Kept, MeContext, type Whoever } from "../ui/me";

/** What was chosen in this window: a page that was drawn meanwhile may not know it yet. */
let ahead: { email: string; changed: Partial<Kept> } | null = null;
/** Milliseconds after the choice was kept in which a page drawn before may still come. */
const SETTLED = 10_000;

const aheadOf = (email: string): Partial<Kept> => (ahead?.email === email ? ahead.changed : {});

/** Hands the kit what it knows of whoever is signed in, and keeps what they choose. */
export function MeProvider({
  me: { name, email, demo, viewed },
  kept: first,
  children,
}: {
  me: Whoever;
  kept: Kept;
  children: ReactNode;
}) {
  const [kept, setKept] = useState(() => ({ ...first, ...aheadOf(email) }));
  const { theme, palette } = kept;
  useEffect(() => wear({ theme, palette }), [theme, palette]);
  const me = useMemo(
    () => ({
      name,
      email,
      demo,
      viewed,
      ...kept,
      keep: (changed: Partial<Kept>) => {
        setKept({ ...kept, ...changed });
        const now = { email, changed: { ...aheadOf(email), ...changed } };
        ahead = now;
        const settle = () => {
          if (ahead === now) ahead = null;
        };
        void setPreferences(wordsFor(changed)).finally(() => window.setTimeout(settle, SETTLED));
      },
    }),
    [name, email, demo, viewed, kept],
  );
  return <MeContext value={me}>{children}</MeContext>;
}

/** Puts a look on, and leaves it where the server sees it before it draws the next page. */
function wear(look: Look): void {
  const { dataset } = document.documentElement;
  dataset.theme = look.theme;
  dataset.palette = look.palette;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${lookCookie}=${lookText(look)}; path=/; max-age=31536000; samesite=lax`;
}

const wordsFor = ({ columns, dismissed, shortcuts, ...look }: Partial<Kept>) => ({
  ...look,
  ...(columns && { columns: Object.fromEntries(Object.entries(columns).map(([list, ids]) => [list, [...ids]])) }),
  ...(dismissed && { dismissed: [...dismissed] }),
  ...(shortcuts === undefined ? {} : { shortcuts: shortcuts ? ("on" as const) : ("off" as const) }),
});
