"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import { Button } from "@/components/ui/button";
import { Confirm, Panel } from "@/components/ui/dialog";
import { Check, Choices } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Segments } from "@/components/ui/segments";
import { usePreview } from "@/components/use-preview";
import { modelRoles } from "@/lib/domain/diagram/rights";
import { entryKey, relistedTo, useEntries, useEntryName } from "./entries";
import type { ModelAccessRead, ModelLine, ModelListEntry, ModelRole } from "./queries";

/** Asks before one on a threat model's own list may do something else there, or is taken off it, and says what that changes. */
export function ChangeLine({
  open,
  onClose,
  entry,
  role,
  model,
  read,
}: {
  open: boolean;
  onClose(): void;
  entry: ModelListEntry;
  /** Null to take them off. */
  role: ModelRole | null;
  model: ModelLine;
  read: ModelAccessRead;
}) {
  const t = useTranslations("threatModels");
  const name = useEntryName()(entry);
  const input = relistedTo(model.id, read, new Set([entryKey(entry)]), role);
  const weighed = usePreview(open ? [{ verb: "editThreatModel", input }] : null);
  const { run, pending, no } = useEntries(model.id, read, () => {
    onClose();
    const title = role ? t("roleChanged", { name, role: t(role) }) : t("removed", { name, model: model.name });
    const unless = role === null && model.environment && entry.principalType === "user";
    const says = unless ? t("removedUnless", { environment: model.environment!.name }) : t("atOnce");
    return { title, says, undone: !entry.self };
  });
  const title = role ? t("roleTitle", { name, model: model.name }) : t("removeTitle", { name, model: model.name });
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={title}
      act={role ? t("roleAct", { role: t(role) }) : t("removeAct")}
      look={role ? "primary" : "deny"}
      pending={pending}
      problem={no?.message}
      why={no?.why}
      armed={weighed.armed}
      asks={<PreviewLines of={weighed} />}
      onConfirm={() => run(input)}
    >
      {role ? t("roleFromTo", { from: t(entry.role), to: t(role) }) : entry.self ? t("removeSelf") : null}
    </Confirm>
  );
}

type Several = {
  /** Those that can be chosen. */
  entries: readonly ModelListEntry[];
  model: ModelLine;
  read: ModelAccessRead;
  onClose(): void;
};

/** The same for several at once. */
export function ChangeLines({ open, ...several }: Several & { open: boolean }) {
  const t = useTranslations("threatModels");
  return (
    <Panel open={open} onClose={several.onClose} title={t("severalTitle", { name: several.model.name })}>
      {open && <Fields {...several} />}
    </Panel>
  );
}

function Fields({ entries, model, read, onClose }: Several) {
  const t = useTranslations("threatModels");
  const ui = useTranslations("ui");
  const nameOf = useEntryName();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [to, setTo] = useState<ModelRole | "nothing">("reader");
  const role = to === "nothing" ? null : to;
  const input = relistedTo(model.id, read, chosen, role);
  const n = chosen.size;
  const weighed = usePreview(n > 0 ? [{ verb: "editThreatModel", input }] : null);
  const { run, pending, errors, why } = useEntries(model.id, read, () => {
    onClose();
    const undone = !entries.some((one) => one.self && chosen.has(entryKey(one)));
    return {
      title: role ? t("severalChanged", { n, role: t(role) }) : t("severalRemoved", { n }),
      says: t("atOnce"),
      undone,
    };
  });
  const choose = (key: string, is: boolean) =>
    setChosen(new Set(is ? [...chosen, key] : [...chosen].filter((one) => one !== key)));
  const choices = [
    ...modelRoles.toReversed().map((value) => ({ value, word: t(value) })),
    { value: "nothing" as const, word: t("remove") },
  ];
  return (
    <Form errors={errors} why={why} onSubmit={() => n > 0 && weighed.armed && run(input)}>
      <Choices label={t("people")}>
        {entries.map((entry) => (
          <Check
            key={entryKey(entry)}
            checked={chosen.has(entryKey(entry))}
            onChange={(event) => choose(entryKey(entry), event.target.checked)}
          >
            {nameOf(entry)} <span className="text-muted">{t(entry.role)}</span>
          </Check>
        ))}
      </Choices>
      <Segments<ModelRole | "nothing"> visible label={t("mayDo")} value={to} choices={choices} onChoose={setTo} />
      {n > 0 && <PreviewLines of={weighed} />}
      <div className="flex gap-2">
        <Button
          type="submit"
          look={role ? "primary" : "deny"}
          pending={pending}
          aria-disabled={n === 0 || !weighed.armed}
        >
          {role ? t("severalAct", { n }) : t("severalRemoveAct", { n })}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </Form>
  );
}
