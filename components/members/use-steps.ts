"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useStale } from "@/components/reading";
import { askWhy } from "@/components/ui/ask-why";
import { useTell } from "@/components/ui/toast";
import { useAct, useNo } from "@/components/use-act";
import { useOf } from "@/components/words/acting";
import { activateMember, resendMemberInvitation, suspendMember } from "@/lib/actions/members";
import { type Preview, tryFirst } from "@/lib/actions/previews";
import { calledAs, type Member, membersKey } from "./queries";

const acts = { suspend: suspendMember, activate: activateMember, resend: resendMemberInvitation };
export type Step = keyof typeof acts;

/** Somebody who is in a diagram while they are to be suspended, and what that does. */
export type Asking = { member: Member; told: Preview };

/**
 * The owner's steps that need no question, each with the sentence that says what it did; suspending and activating are undone. Whoever
 * would be shown out of a diagram is asked about first (`asking`).
 */
export function useSteps() {
  const t = useTranslations("members");
  const ui = useTranslations("ui");
  const no = useNo();
  const tell = useTell();
  const stale = useStale();
  const of = useOf();
  const said = (member: Member, step: Step): [string, string] => {
    const name = calledAs(member);
    if (step === "suspend") return [t("suspended", { name }), t("suspendedSays", { n: member.shares.length })];
    if (step === "activate") return [t("activated", { name }), t("activatedSays")];
    return [t("resent", { email: member.email }), t("resentSays")];
  };
  const back = async (member: Member, step: "suspend" | "activate") => {
    const answer = await acts[step]({ id: member.id, ...of });
    if (!answer.ok) tell(t("nothingChanged"), answer.message);
    await stale([membersKey]);
  };
  const { run, pending } = useAct(
    ({ member, step }: { member: Member; step: Step }) => acts[step]({ id: member.id, ...of }),
    {
      stale: [membersKey],
      done: (_, { member, step }) => {
        const [title, says] = said(member, step);
        const inverse = ({ suspend: "activate", activate: "suspend", resend: null } as const)[step];
        tell(title, says, inverse ? { undo: () => back(member, inverse) } : {});
      },
    },
  );
  const [asking, ask] = useState<Asking | null>(null);
  const [weighing, setWeighing] = useState(false);
  const go = (member: Member, step: Step) =>
    run(
      { member, step },
      {
        onError: (error) => {
          const { message, why } = no(error) ?? {};
          tell(t("nothingChanged"), message, why ? { act: { word: ui("why"), run: () => askWhy(why) } } : {});
        },
      },
    );
  const take = async (member: Member, step: Step) => {
    if (step !== "suspend" || weighing) return go(member, step);
    setWeighing(true);
    const tried = await tryFirst([{ verb: "suspendMember", input: { id: member.id, ...of } }]).catch(() => null);
    setWeighing(false);
    // Where it cannot be weighed, the step itself says why.
    if (tried?.ok && tried.value.cut.n > 0) return ask({ member, told: tried.value });
    return go(member, step);
  };
  const answer = (yes: boolean) => {
    if (yes && asking) void go(asking.member, "suspend");
    ask(null);
  };
  return { take, pending: pending || weighing, asking, answer };
}
