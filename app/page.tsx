import { redirect } from "next/navigation";
import { readInvitations } from "@/components/invitations/queries";
import { currentActor } from "@/lib/auth";

/** The front step: to what waits for an answer, else to the people one works with. */
export default async function Page() {
  if (!(await currentActor())) redirect("/sign-in");
  const waiting = await readInvitations();
  redirect(waiting.length > 0 ? "/invitations" : "/members");
}
