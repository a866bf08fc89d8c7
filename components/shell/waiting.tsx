"use client";

import { useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { resultOf } from "@/lib/actions/answer";
import { countInvitations } from "@/lib/actions/pages";
import { countRequests } from "@/lib/actions/requests";
import { useMe } from "../ui/me";
import { useOf } from "../words/acting";
import { waitingKeys } from "./waiting-keys";

/** How many of these wait for an answer of one's own, or of the owner one acts for; kept right while it is shown. */
export function useWaiting(what: keyof typeof waitingKeys): number {
  const { viewed } = useMe();
  const of = useOf();
  const isTheirs = what === "requests" && of.ownerUid !== undefined;
  const key = isTheirs ? [...waitingKeys.requests, of.ownerUid] : waitingKeys[what];
  const { data } = useRead(key, async () => {
    if (what === "invitations") return (await resultOf(countInvitations({}))).waiting;
    // By another's eyes what is asked of them alone is not seen; a delegate who may not share answers none.
    const count = viewed && !isTheirs ? null : await countRequests(of);
    return count?.ok ? count.value.waiting : 0;
  });
  return data ?? 0;
}

/** The same as a mark beside the page where they are answered. */
export function Waiting({ of }: { of: keyof typeof waitingKeys }) {
  const t = useTranslations("shell");
  const n = useWaiting(of);
  if (n === 0) return null;
  return (
    <span className="rounded-md bg-accent px-1.5 text-label font-medium text-on-accent">
      {t.rich("waiting", { n, hidden: (rest) => <span className="sr-only">{rest}</span> })}
    </span>
  );
}
