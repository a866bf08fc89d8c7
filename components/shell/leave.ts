import { signOutHere } from "@/lib/actions/sign-out";

/** Ends the sign-in; afterwards nothing of the last person stays in memory. */
export async function leaveHere(): Promise<void> {
  await signOutHere();
  window.location.assign("/sign-in");
}
