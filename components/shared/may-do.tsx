"use client";

import { useQuery } from "@tanstack/react-query";
import { count, Methods } from "@/components/words/methods";
import { noOf } from "@/lib/actions/answer";
import { type Collaboration, methodsKey, readMethods, type Thing } from "./queries";

/** How many methods, and which. */
export function MayDo({ of, thing, baseline }: { of: Collaboration; thing: Thing; baseline: readonly string[] }) {
  const { data, error } = useQuery({
    queryKey: methodsKey(of, thing),
    queryFn: () => readMethods(of, thing, baseline),
    staleTime: 60_000,
  });
  if (error) return <p className="text-muted">{noOf(error)?.message}</p>;
  if (!data) return <p className="text-muted">…</p>;
  return (
    <details>
      <summary className="text-accent">{count(data.length, "method")}</summary>
      <div className="mt-2 max-w-md">
        <Methods names={data} />
      </div>
    </details>
  );
}
