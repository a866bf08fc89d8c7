"use server";

import { signOutPage } from "../auth";

/** Ends this sign-in and stays on the page: whoever called loads the next one anew, so that nothing of the last person stays. */
export async function signOutHere(): Promise<void> {
  await signOutPage();
}
