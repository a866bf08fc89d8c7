import type { Metadata } from "next";
import { load } from "@/app/load";
import { Letters } from "@/components/outbox/letters";
import { resultOf } from "@/lib/actions/answer";
import { getLetters } from "@/lib/actions/pages";

export const metadata: Metadata = { title: "Outbox" };

/** The demo's letters. */
export default async function Page() {
  return <Letters letters={(await load("/outbox", () => resultOf(getLetters({})))).letters} />;
}
