"use client";

import { useRead } from "@/components/reading";
import { useNo } from "@/components/use-act";
import { placeKey } from "@/components/words/choices";
import { count, Methods } from "@/components/words/methods";
import { type Collaboration, readRights, rightsKey, type Thing } from "./queries";

/** How many methods, and which. */
export function MayDo({ of, thing }: { of: Collaboration; thing: Thing }) {
  const no = useNo();
  const { data, error } = useRead(rightsKey(of), () => readRights(of));
  if (error) return <p className="text-muted">{no(error)?.message}</p>;
  if (!data) return <p className="text-muted">…</p>;
  const methods = data[placeKey(thing)] ?? [];
  return (
    <details>
      <summary className="text-accent">{count(methods.length, "method")}</summary>
      <div className="mt-2 max-w-md">
        <Methods names={methods} />
      </div>
    </details>
  );
}
