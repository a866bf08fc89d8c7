"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Confirm, Panel } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { LogOut, Pencil } from "@/components/ui/icons";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { useResourceWords } from "@/components/words/resource";
import { editCollaboration, leaveCollaboration } from "@/lib/actions/collaborations";
import type { SharedWithMe } from "@/lib/actions/pages";
import { calledBy, sharedKey } from "./queries";

/** What a member can do about a collaboration: call it their own way, and leave. */
export function CollaborationMenu({ of }: { of: SharedWithMe }) {
  const t = useTranslations("shared");
  const [asks, setAsks] = useState<"rename" | "leave" | null>(null);
  const called = calledBy(of);
  const close = () => setAsks(null);
  return (
    <>
      <Menu label={t("actionsFor", { called })}>
        <MenuItem onSelect={() => setAsks("rename")}>
          <Pencil size={16} aria-hidden /> {t("rename")}
        </MenuItem>
        <MenuItem danger onSelect={() => setAsks("leave")}>
          <LogOut size={16} aria-hidden className="rtl:-scale-x-100" /> {t("leave")}
        </MenuItem>
      </Menu>
      <Panel
        open={asks === "rename"}
        onClose={close}
        title={t("renameTitle")}
        says={t("renameSays", { owner: of.owner })}
      >
        <Rename of={of} onDone={close} />
      </Panel>
      <Leave of={of} open={asks === "leave"} onClose={close} />
    </>
  );
}

function Rename({ of, onDone }: { of: SharedWithMe; onDone(): void }) {
  const t = useTranslations("shared");
  const tell = useTell();
  const back = useAct(editCollaboration, { stale: [sharedKey] });
  const { run, pending, errors } = useAct(editCollaboration, {
    stale: [sharedKey],
    done: (_, { displayName }) => {
      const name = displayName || of.team || of.owner;
      tell(t("renamed", { name }), undefined, { undo: () => back.run({ id: of.id, displayName: of.label }) });
      onDone();
    },
  });
  return (
    <Form
      errors={errors}
      onSubmit={(form) => run({ id: of.id, displayName: String(form.get("displayName") ?? "").trim() })}
    >
      <TextField
        label={t("name")}
        name="displayName"
        maxLength={255}
        autoComplete="off"
        defaultValue={of.label}
        placeholder={of.team || of.owner}
        hint={t("nameHint")}
      />
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending}>
          {t("saveName")}
        </Button>
        <Button onClick={onDone}>{t("cancel")}</Button>
      </div>
    </Form>
  );
}

function Leave({ of, open, onClose }: { of: SharedWithMe; open: boolean; onClose(): void }) {
  const t = useTranslations("shared");
  const { inShort } = useResourceWords();
  const tell = useTell();
  const called = calledBy(of);
  const { owner, things } = of;
  const { run, pending, no } = useAct(leaveCollaboration, {
    stale: [["collaborations"]],
    done: () => {
      tell(t("left", { called }), t("leftMore", { owner }));
      onClose();
    },
  });
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t("leaveTitle", { called })}
      act={t("leave")}
      pending={pending}
      problem={no?.message}
      consequences={[
        things.length > 0 ? t("youLose", { what: inShort(things, 5) }) : t("youLoseAccess"),
        t("staysWith", { owner }),
        t("onlyThey", { owner }),
      ]}
      onConfirm={() => run({ id: of.id })}
    >
      {null}
    </Confirm>
  );
}
