"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Confirm, Panel } from "@/components/ui/dialog";
import { Problem, TextField } from "@/components/ui/field";
import { LogOut, Pencil } from "@/components/ui/icons";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { resourcesInShort } from "@/components/words/resource";
import { editCollaboration, leaveCollaboration } from "@/lib/actions/collaborations";
import { type Collaboration, sharedKey } from "./queries";

/** What a member can do about a collaboration: call it their own way, and leave. */
export function CollaborationMenu({ of }: { of: Collaboration }) {
  const [asks, setAsks] = useState<"rename" | "leave" | null>(null);
  const tell = useTell();
  const close = () => setAsks(null);
  const rename = useAct(editCollaboration, { stale: [sharedKey], done: close });
  const leave = useAct(leaveCollaboration, {
    stale: [sharedKey],
    done: () => {
      tell(`You left ${of.called}.`, "Your access ended at once; they are told.");
      close();
    },
  });
  return (
    <>
      <Menu label={`Actions for ${of.called}`}>
        <MenuItem onSelect={() => setAsks("rename")}>
          <Pencil size={16} aria-hidden /> Rename for myself
        </MenuItem>
        <MenuItem danger onSelect={() => setAsks("leave")}>
          <LogOut size={16} aria-hidden /> Leave
        </MenuItem>
      </Menu>
      <Panel open={asks === "rename"} onClose={close} title="Rename for yourself" says={`${of.owner} never sees it.`}>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            rename.run({ id: of.id, displayName: String(new FormData(event.currentTarget).get("name")) });
          }}
        >
          <TextField
            label="Name"
            name="name"
            maxLength={255}
            defaultValue={of.called === of.owner ? "" : of.called}
            placeholder={of.owner}
            error={rename.at("displayName")}
          />
          {rename.besides("displayName") && <Problem>{rename.besides("displayName")}</Problem>}
          <div className="flex gap-2">
            <Button type="submit" look="primary" pending={rename.pending}>
              Save name
            </Button>
            <Button onClick={close}>Cancel</Button>
          </div>
        </form>
      </Panel>
      <Confirm
        open={asks === "leave"}
        onClose={close}
        title={`Leave ${of.called}?`}
        act="Leave"
        pending={leave.pending}
        problem={leave.no?.message}
        onConfirm={() => leave.run({ id: of.id })}
      >
        <p>
          {of.things.length > 0 ? `You lose ${resourcesInShort(of.things, 3)} at once.` : "Your access ends at once."}{" "}
          What you made there stays with {of.owner}. Only they can invite you again.
        </p>
      </Confirm>
    </>
  );
}
