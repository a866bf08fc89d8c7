"use client";

import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem, TextField } from "@/components/ui/field";
import { useAct } from "@/components/use-act";
import { editMember } from "@/lib/actions/members";
import { type Member, membersKey } from "./queries";

/** The owner's own word for somebody. */
export function LabelForm({ member, open, onClose }: { member: Member; open: boolean; onClose(): void }) {
  const { run, pending, at, besides } = useAct(editMember, { stale: [membersKey], done: onClose });
  return (
    <Panel open={open} onClose={onClose} title="Edit label" says={`Only you see it. ${member.email} does not.`}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const displayName = String(new FormData(event.currentTarget).get("label"));
          run({ id: member.id, displayName });
        }}
      >
        <TextField label="Label" name="label" defaultValue={member.label} maxLength={255} error={at("displayName")} />
        {besides("displayName") && <Problem>{besides("displayName")}</Problem>}
        <div className="flex gap-2">
          <Button type="submit" look="primary" pending={pending}>
            Save label
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Panel>
  );
}
