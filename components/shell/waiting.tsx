"use client";

import { useTranslations } from "next-intl";
import { useSeeded } from "@/components/reading";
import { resultOf } from "@/lib/actions/answer";
import { countInvitations } from "@/lib/actions/pages";
import { countRequests } from "@/lib/actions/requests";
import { useMe } from "../ui/me";
import { waitingKeys } from "./waiting-keys";

const readers = { invitations: countInvitations, requests: countRequests };

/** How many of these wait for an answer of one's own; kept right while it is shown. */
export function useWaiting(of: keyof typeof readers): number {
  const { viewed } = useMe();
  // Whoever looks by another's eyes answers no requests.
  return useSeeded(waitingKeys[of], async () =>
    viewed && of === "requests" ? 0 : (await resultOf(readers[of]({}))).waiting,
  );
}

/** The same as a mark beside the page where they are answered. */
export function Waiting({ of }: { of: keyof typeof readers }) {
  const t = useTranslations("shell");
  const n = useWaiting(of);
  if (n === 0) return null;
  return (
    <span className="rounded-md bg-accent px-1.5 text-label font-medium text-on-accent">
      {t.rich("waiting", { n, hidden: (rest) => <span className="sr-only">{rest}</span> })}
    </span>
  );
}
