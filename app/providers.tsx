"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { DirectionProvider } from "@base-ui/react/direction-provider";
import { type ReactNode, useEffect, useState } from "react";
import { Store, StoreContext } from "@/components/reading";
import { ToastArea } from "@/components/ui/toast";
import { WhyHost } from "@/components/why-host";

type Props = { nonce: string | undefined; direction: "ltr" | "rtl"; children: ReactNode };

export function Providers({ nonce, direction, children }: Props) {
  const [store] = useState(() => new Store());
  useEffect(sayZone, []);
  useEffect(() => store.mind(), [store]);
  return (
    <CSPProvider nonce={nonce}>
      <DirectionProvider direction={direction}>
        <StoreContext value={store}>
          {children}
          <ToastArea />
          <WhyHost />
        </StoreContext>
      </DirectionProvider>
    </CSPProvider>
  );
}

/** Times of the next page are in the reader's time zone; the server cannot know it otherwise. */
function sayZone(): void {
  const said = `confer-zone=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}`;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  if (!document.cookie.split("; ").includes(said)) document.cookie = `${said}; path=/; max-age=31536000; samesite=lax`;
}
