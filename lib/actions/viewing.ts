"use server";

import { endViewing, signedIn, startViewing } from "../auth";
import { asked } from "./action";
import type { Answer } from "./answer";

/** Sees as a member from the next page on, in this browser, until one leaves or an hour is over. */
export async function viewAs(input: { id: number; ownerUid?: number }): Promise<Answer<null>> {
  return asked(
    "confer.pages.StartView",
    async (person) => {
      await startViewing(person, input);
      return null;
    },
    undefined,
    signedIn,
  );
}

export async function leaveView(): Promise<void> {
  await endViewing();
}
