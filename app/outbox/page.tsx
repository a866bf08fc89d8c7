import type { Metadata } from "next";
import { load } from "@/app/load";
import { Letters } from "@/components/outbox/letters";
import { resultOf } from "@/lib/actions/answer";
import { readOutbox } from "@/lib/actions/outbox";

export const metadata: Metadata = { title: "Outbox" };

/** The demo's letters. */
export default async function Page() {
  return <Letters letters={await load("/outbox", () => resultOf(readOutbox()))} />;
}
