"use client";

import { Confirm } from "@/components/ui/dialog";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { resourcesInShort } from "@/components/words/resource";
import { deleteMember } from "@/lib/actions/members";
import { calledAs, type Member, membersKey } from "./queries";

export function RemoveMember({
  member,
  open,
  onClose,
  onRemoved,
}: {
  member: Member;
  open: boolean;
  onClose(): void;
  onRemoved?: () => void;
}) {
  const tell = useTell();
  const { run, pending, no } = useAct(deleteMember, {
    // The page of who was removed has nothing left to read again.
    stale: onRemoved ? [] : [membersKey],
    done: () => {
      tell(`${calledAs(member)} was removed.`, "Their access ended at once.");
      onClose();
      onRemoved?.();
    },
  });
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={`Remove ${calledAs(member)}?`}
      act="Remove member"
      pending={pending}
      problem={no?.message}
      onConfirm={() => run({ id: member.id })}
    >
      {member.shares.length > 0 ? (
        <p>
          They lose {resourcesInShort(member.shares, 3)} at once, and what was shared with them is forgotten. To keep it
          for later, suspend them instead.
        </p>
      ) : (
        <p>Nothing is shared with them. You can invite {member.email} again.</p>
      )}
    </Confirm>
  );
}
