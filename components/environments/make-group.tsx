"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Form, forgetDraft } from "@/components/ui/form";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { useOf } from "@/components/words/acting";
import { createGroup, removeGroup } from "@/lib/actions/groups";
import { AroundField } from "./around-field";
import { ColorChoice } from "./group-looks";
import { environmentsKey } from "./keys";

const DRAFT = "group";

/** Makes a group, at the top or inside another. */
export function MakeGroup({ open, onClose, around }: { open: boolean; onClose(): void; around?: string | undefined }) {
  const t = useTranslations("environments");
  const ui = useTranslations("ui");
  const tell = useTell();
  const of = useOf();
  const back = useAct((envGroup: string) => removeGroup({ envGroup, ...of }), { stale: [environmentsKey] });
  const { run, pending, errors, why } = useAct(createGroup, {
    stale: [environmentsKey],
    done: ({ array }) => {
      forgetDraft(DRAFT);
      const path = array[0]!.name;
      tell(t("groupMade", { name: path }), t("groupMadeSays"), { undo: () => back.run(path) });
      onClose();
    },
  });
  return (
    <Panel open={open} onClose={onClose} title={t("makeGroup")} says={t("makeGroupSays")}>
      <Form
        errors={errors}
        why={why}
        keep={DRAFT}
        onSubmit={(data) => {
          const outer = String(data.get("around"));
          const name = String(data.get("envGroup")).trim();
          run({ envGroup: outer ? `${outer}/${name}` : name, data: { color: String(data.get("color")) }, ...of });
        }}
      >
        <TextField
          label={t("columnName")}
          name="envGroup"
          required
          maxLength={255}
          autoComplete="off"
          hint={t("groupNameHint")}
        />
        <AroundField chosen={around ?? ""} />
        <ColorChoice chosen="" />
        <div className="flex gap-2">
          <Button type="submit" look="primary" pending={pending}>
            {t("makeGroup")}
          </Button>
          <Button onClick={onClose}>{ui("cancel")}</Button>
        </div>
      </Form>
    </Panel>
  );
}
