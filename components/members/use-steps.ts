"use client";

import { useTell } from "@/components/ui/toast";
import { useAct, useNo } from "@/components/use-act";
import { count } from "@/components/words/methods";
import { activateMember, resendMemberInvitation, suspendMember } from "@/lib/actions/members";
import { calledAs, type Member, membersKey } from "./queries";

/** The owner's steps that need no question, each with the sentence that says what it did. */
export function useSteps() {
  const no = useNo();
  const tell = useTell();
  const step = (act: typeof suspendMember, said: (member: Member) => [string, string?]) => async (member: Member) => {
    const answer = await act({ id: member.id });
    if (answer.ok) tell(...said(member));
    return answer;
  };
  const steps = {
    suspend: step(suspendMember, (member) => [
      `${calledAs(member)} is suspended.`,
      `They lost access to ${count(member.shares.length, "shared thing")} at once; nothing was deleted.`,
    ]),
    activate: step(activateMember, (member) => [
      `${calledAs(member)} is active again.`,
      "Everything shared with them before works as it did.",
    ]),
    resend: step(resendMemberInvitation, (member) => [
      `A new invitation is on its way to ${member.email}.`,
      "The link in the letter before it stopped working.",
    ]),
  };
  const { run, pending } = useAct(
    ({ member, take }: { member: Member; take: keyof typeof steps }) => steps[take](member),
    { stale: [membersKey] },
  );
  const take = (member: Member, name: keyof typeof steps) =>
    run({ member, take: name }, { onError: (error) => tell("Nothing was changed.", no(error)?.message) });
  return { take, pending };
}
