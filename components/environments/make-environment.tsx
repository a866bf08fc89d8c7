"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Form, forgetDraft } from "@/components/ui/form";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { NEW } from "@/components/use-judged";
import { useOf } from "@/components/words/acting";
import { deleteEnv, registerEnv } from "@/lib/actions/environments";
import { GroupChoices } from "./group-choices";
import { environmentsKey } from "./keys";

const DRAFT = "environment";

/** Makes an environment known, so that it can be shared. */
export function MakeEnvironment({
  open,
  onClose,
  group,
}: {
  open: boolean;
  onClose(): void;
  group?: string | undefined;
}) {
  const t = useTranslations("environments");
  const ui = useTranslations("ui");
  const tell = useTell();
  const of = useOf();
  const [groups, setGroups] = useState<string[]>(group ? [group] : []);
  const back = useAct((envName: string) => deleteEnv({ envName }), { stale: [environmentsKey] });
  const { run, pending, errors, why, at } = useAct(registerEnv, {
    stale: [environmentsKey],
    done: ({ env }) => {
      forgetDraft(DRAFT);
      tell(t("made", { name: env.envName }), t(env.isShared ? "madeShared" : "madeAlone"), {
        undo: () => back.run(env.envName),
      });
      onClose();
    },
  });
  return (
    <Panel open={open} onClose={onClose} title={t("make")} says={t("makeSays")}>
      <Form
        errors={errors}
        why={why}
        keep={DRAFT}
        onSubmit={(data) =>
          run({
            envName: String(data.get("envName")),
            displayName: String(data.get("displayName")),
            ...(data.get("region") ? { region: String(data.get("region")) } : {}),
            envGroups: groups,
            ...of,
          })
        }
      >
        <TextField
          label={t("columnName")}
          name="envName"
          required
          maxLength={63}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          hint={t("nameHint")}
        />
        <TextField label={t("shownAsOptional")} name="displayName" maxLength={255} autoComplete="off" />
        <TextField label={t("regionOptional")} name="region" maxLength={255} autoComplete="off" spellCheck={false} />
        <GroupChoices
          chosen={groups}
          onChange={setGroups}
          stepOf={(path) => ({ verb: "registerEnv", input: { envName: NEW, envGroups: [path], ...of } })}
          hint={t("groupsHint")}
          error={at("envGroups")}
        />
        <div className="flex gap-2">
          <Button type="submit" look="primary" pending={pending}>
            {t("make")}
          </Button>
          <Button onClick={onClose}>{ui("cancel")}</Button>
        </div>
      </Form>
    </Panel>
  );
}
