"use client";

import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Check, Choices, Problem, TextField } from "@/components/ui/field";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { registerEnv } from "@/lib/actions/environments";
import { environmentsKey } from "./queries";

export function RegisterForm({ open, onClose, groups }: { open: boolean; onClose(): void; groups: string[] }) {
  const tell = useTell();
  const { run, pending, at, besides } = useAct(registerEnv, {
    stale: [environmentsKey],
    done: ({ env }) => {
      tell(`${env.envName} is registered.`, "Nobody but you has access, unless a group it is in is shared.");
      onClose();
    },
  });
  return (
    <Panel
      open={open}
      onClose={onClose}
      title="Register environment"
      says="Makes an environment known, so that it can be shared."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          run({
            envName: String(form.get("name")),
            displayName: String(form.get("shownAs")),
            envGroups: form.getAll("group").map(String),
          });
        }}
      >
        <TextField
          label="Name"
          name="name"
          maxLength={63}
          autoCapitalize="none"
          spellCheck={false}
          hint="Letters, digits and hyphens. It is reached by this name, and no other environment has it."
          error={at("envName")}
        />
        <TextField label="Shown as (optional)" name="shownAs" maxLength={255} error={at("displayName")} />
        {groups.length > 0 && (
          <Choices label="In groups" error={at("envGroups")}>
            {[...groups].sort().map((path) => (
              <Check key={path} name="group" value={path}>
                {path}
              </Check>
            ))}
          </Choices>
        )}
        {besides("envName", "displayName", "envGroups") && (
          <Problem>{besides("envName", "displayName", "envGroups")}</Problem>
        )}
        <div className="flex gap-2">
          <Button type="submit" look="primary" pending={pending}>
            Register environment
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Panel>
  );
}
