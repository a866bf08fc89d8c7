import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { Letters } from "@/components/outbox/letters";
import { resultOf } from "@/lib/actions/answer";
import { getLetters } from "@/lib/actions/pages";

export const generateMetadata = titled("shell", "outbox");

/** The demo's letters. */
export default async function Page() {
  return <Letters letters={(await load("/outbox", () => resultOf(getLetters({})))).letters} />;
}
