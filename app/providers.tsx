"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { DirectionProvider } from "@base-ui/react/direction-provider";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { ToastArea } from "@/components/ui/toast";
import { Refused } from "@/lib/actions/answer";

type Props = { nonce: string | undefined; direction: "ltr" | "rtl"; children: ReactNode };

export function Providers({ nonce, direction, children }: Props) {
  const [client] = useState(newClient);
  useEffect(sayZone, []);
  return (
    <CSPProvider nonce={nonce}>
      <DirectionProvider direction={direction}>
        <QueryClientProvider client={client}>
          {children}
          <ToastArea />
        </QueryClientProvider>
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

function newClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: signInAgain }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A refusal is an answer: asking again would not change it.
        retry: (failures, error) => !(error instanceof Refused) && failures < 2,
      },
    },
  });
}

/** A list that is read again after the sign-in ended has nothing to show any more. */
function signInAgain(error: unknown): void {
  if (error instanceof Refused && error.no.code === "signed-out") window.location.assign("/sign-in");
}
