"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { openInAddress } from "@/components/ui/address";
import { askWhy } from "@/components/ui/ask-why";
import { CalendarClock, CircleHelp, CirclePause, CirclePlay, Copy, Pencil, Send, Trash2 } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useOf } from "@/components/words/acting";
import { useResourceWords } from "@/components/words/resource";
import { next } from "@/lib/domain/collaboration";
import { askForLabel } from "./label-here";
import { calledAs, type Member, membersKey, standing } from "./queries";
import { useSteps } from "./use-steps";
import { ViewAs } from "./view-as";

const Reinvite = later(async () => (await import("./reinvite")).Reinvite);
const SuspendLive = later(async () => (await import("./suspend-live")).SuspendLive);
const SetEnd = later(async () => (await import("@/components/sharing/set-end")).SetEnd);
const RemoveMember = later(async () => (await import("./remove-member")).RemoveMember);

/** What whoever reaches a thing may do at the least. */
const SEES = "environment.control.GetEnvInfo";

/** What the owner can do about one member, as far as their state allows. */
export function MemberMenu({ member, label, onRemoved }: { member: Member; label: string; onRemoved?: () => void }) {
  const t = useTranslations("members");
  const words = useTranslations("words");
  const refused = member.self ? words("ownMembership") : undefined;
  const [asks, setAsks] = useState<"remove" | "reinvite" | "end" | null>(null);
  const { take, asking, answer } = useSteps();
  const state = standing(member);
  const of = useOf();
  const { nameOf } = useResourceWords();
  const [share] = member.shares;
  const close = () => setAsks(null);
  return (
    <>
      <Menu label={label}>
        {next("suspend", state) && (
          <MenuItem refused={refused} onSelect={() => take(member, "suspend")}>
            <CirclePause size={16} aria-hidden /> {t("suspend")}
          </MenuItem>
        )}
        {next("activate", state) && (
          <MenuItem refused={refused} onSelect={() => take(member, "activate")}>
            <CirclePlay size={16} aria-hidden /> {t("activate")}
          </MenuItem>
        )}
        {state === "PENDING" && (
          <MenuItem refused={refused} onSelect={() => take(member, "resend")}>
            <Send size={16} aria-hidden /> {t("resend")}
          </MenuItem>
        )}
        {(state === "REJECTED" || state === "LEFT") && (
          <MenuItem refused={refused} onSelect={() => setAsks("reinvite")}>
            <Send size={16} aria-hidden /> {t("inviteAgain")}
          </MenuItem>
        )}
        {state !== "REJECTED" && state !== "LEFT" && (
          <MenuItem refused={refused} onSelect={() => setAsks("end")}>
            <CalendarClock size={16} aria-hidden /> {t("setEnd")}
          </MenuItem>
        )}
        <MenuItem refused={refused} onSelect={() => askForLabel(member)}>
          <Pencil size={16} aria-hidden /> {t("editMember")}
        </MenuItem>
        {member.type === "ACCOUNT" && member.shares.length > 0 && (
          <MenuItem onSelect={() => openInAddress("invite", `like-${member.id}`)}>
            <Copy size={16} aria-hidden /> {t("copy")}
          </MenuItem>
        )}
        {state !== "REJECTED" && state !== "LEFT" && <ViewAs member={member} />}
        {share && (
          <MenuItem
            onSelect={() =>
              askWhy({
                memberId: member.id,
                resourceType: share.type,
                resourceId: share.resourceId,
                serviceMethod: SEES,
                ...of,
              })
            }
          >
            <CircleHelp size={16} aria-hidden /> {t("whyReaches", { thing: nameOf(share) })}
          </MenuItem>
        )}
        <MenuItem danger refused={refused} onSelect={() => setAsks("remove")}>
          <Trash2 size={16} aria-hidden /> {t("remove")}
        </MenuItem>
      </Menu>
      <SuspendLive open={asking !== null} asking={asking} onAnswer={answer} />
      <Reinvite member={member} open={asks === "reinvite"} onClose={close} />
      <SetEnd
        open={asks === "end"}
        onClose={close}
        of={{ kind: "member", id: member.id, name: calledAs(member), ends: member.ends }}
        stale={[membersKey]}
      />
      <RemoveMember member={member} open={asks === "remove"} onClose={close} {...(onRemoved ? { onRemoved } : {})} />
    </>
  );
}
