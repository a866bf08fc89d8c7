"use client";

import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem, TextField } from "@/components/ui/field";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { inviteMember } from "@/lib/actions/members";
import { membersKey } from "./queries";

/** Invites one person; what they get is chosen on their page, before or after they accept. */
export function InviteForm({
  open,
  onClose,
  onInvited,
}: {
  open: boolean;
  onClose(): void;
  onInvited(id: number): void;
}) {
  const tell = useTell();
  const { run, pending, at, besides } = useAct(inviteMember, {
    stale: [membersKey],
    done: ({ collaboration }) => {
      tell(`${collaboration.email} is invited.`, "Choose what to share with them; they see it before they answer.");
      onInvited(collaboration.members[0]?.id ?? collaboration.id);
    },
  });
  return (
    <Panel
      open={open}
      onClose={onClose}
      title="Invite member"
      says="They get a letter with a link that lives seven days. Nothing is shared until they accept."
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          run({ email: String(form.get("email")), displayName: String(form.get("label")) });
        }}
      >
        <TextField
          label="E-mail address"
          name="email"
          type="email"
          required
          maxLength={320}
          autoComplete="off"
          error={at("email")}
        />
        <TextField
          label="Label (optional)"
          name="label"
          maxLength={255}
          autoComplete="off"
          hint="How they are called in your lists. Only you see it."
          error={at("displayName")}
        />
        {besides("email", "displayName") && <Problem>{besides("email", "displayName")}</Problem>}
        <div className="flex gap-2">
          <Button type="submit" look="primary" pending={pending}>
            Invite member
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Panel>
  );
}
