import { redirect } from "next/navigation";
import { resultOf } from "@/lib/actions/answer";
import { countInvitations } from "@/lib/actions/pages";
import { currentActor } from "@/lib/auth";

/** The front step: to what waits for an answer, else to the people one works with. */
export default async function Page() {
  const actor = await currentActor();
  if (!actor) redirect("/sign-in");
  const { waiting } = await resultOf(countInvitations({}));
  redirect(waiting > 0 ? "/invitations" : actor.viewed ? "/shared" : "/members");
}
