"use client";

import { useState } from "react";
import { CirclePause, CirclePlay, Pencil, Send, Trash2 } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Menu, MenuItem } from "@/components/ui/menu";
import { next } from "@/lib/domain/collaboration";
import { calledAs, type Member } from "./queries";
import { useSteps } from "./use-steps";

const RemoveMember = later(async () => (await import("./remove-member")).RemoveMember);

const LabelForm = later(async () => (await import("./label-form")).LabelForm);

/** What the owner can do about one member, as far as their state allows. */
export function MemberMenu({ member, onRemoved }: { member: Member; onRemoved?: () => void }) {
  const [asks, setAsks] = useState<"remove" | "label" | null>(null);
  const { take } = useSteps();
  const may = (step: "suspend" | "activate" | "resend") => next(step, member.state) !== null;
  return (
    <>
      <Menu label={`Actions for ${calledAs(member)}`}>
        {may("suspend") && (
          <MenuItem onSelect={() => take(member, "suspend")}>
            <CirclePause size={16} aria-hidden /> Suspend member
          </MenuItem>
        )}
        {may("activate") && (
          <MenuItem onSelect={() => take(member, "activate")}>
            <CirclePlay size={16} aria-hidden /> Activate member
          </MenuItem>
        )}
        {may("resend") && (
          <MenuItem onSelect={() => take(member, "resend")}>
            <Send size={16} aria-hidden /> Send invitation again
          </MenuItem>
        )}
        <MenuItem onSelect={() => setAsks("label")}>
          <Pencil size={16} aria-hidden /> Edit label
        </MenuItem>
        <MenuItem danger onSelect={() => setAsks("remove")}>
          <Trash2 size={16} aria-hidden /> Remove member
        </MenuItem>
      </Menu>
      <LabelForm member={member} open={asks === "label"} onClose={() => setAsks(null)} />
      <RemoveMember
        member={member}
        open={asks === "remove"}
        onClose={() => setAsks(null)}
        {...(onRemoved ? { onRemoved } : {})}
      />
    </>
  );
}
