"use client";

import { Button } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page";

/** A page that could not be drawn. `digest` is what Next logged it under. */
export default function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <div className="p-6">
      <PageHead title="This page could not be shown" says="Something went wrong here. Nothing was changed." />
      {error.digest && (
        <p className="mb-4 text-table text-muted">
          Reference <span className="font-mono">{error.digest}</span>
        </p>
      )}
      <Button onClick={() => retry()}>Try again</Button>
    </div>
  );
}
