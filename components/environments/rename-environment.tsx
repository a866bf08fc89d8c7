"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { setEnvDisplayName } from "@/lib/actions/environments";
import { environmentsKey } from "./keys";
import type { Thing } from "./queries";
import { usePlace } from "./use-place";

/** Changes how an environment is shown; the name it is reached by stays. */
export function RenameEnvironment({ open, onClose, thing }: { open: boolean; onClose(): void; thing: Thing }) {
  const t = useTranslations("environments");
  const ui = useTranslations("ui");
  const tell = useTell();
  const place = usePlace(thing);
  const back = useAct((displayName: string) => setEnvDisplayName({ envName: thing.id, displayName }), {
    stale: [environmentsKey],
  });
  const { run, pending, errors, why } = useAct(
    (displayName: string) => setEnvDisplayName({ envName: thing.id, displayName }),
    {
      stale: [environmentsKey],
      done: () => {
        const before = place?.shownAs ?? "";
        tell(t("renamed", { name: place?.name ?? "" }), t("renamedSays"), { undo: () => back.run(before) });
        onClose();
      },
    },
  );
  return (
    <Panel open={open} onClose={onClose} title={t("renameTitle", { name: place?.name ?? "" })} says={t("renameSays")}>
      {place && (
        <Form errors={errors} why={why} onSubmit={(data) => run(String(data.get("displayName")))}>
          <TextField label={t("shownAs")} name="displayName" maxLength={255} defaultValue={place.shownAs} />
          <div className="flex gap-2">
            <Button type="submit" look="primary" pending={pending}>
              {t("rename")}
            </Button>
            <Button onClick={onClose}>{ui("cancel")}</Button>
          </div>
        </Form>
      )}
    </Panel>
  );
}
