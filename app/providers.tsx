"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ToastArea } from "@/components/ui/toast";
import { Refused } from "@/lib/actions/answer";

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [client] = useState(newClient);
  return (
    <CSPProvider nonce={nonce}>
      <QueryClientProvider client={client}>
        {children}
        <ToastArea />
      </QueryClientProvider>
    </CSPProvider>
  );
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
