"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { SelectField, TextArea, TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { tell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { addThreats, deleteThreats, editThreat } from "@/lib/actions/threats";
import { categories, isCategory, severities, statuses } from "@/lib/domain/threats/threat";
import { type Listed, threatsKey } from "./queries";
import { useThreatWords } from "./words";

type Props = {
  open: boolean;
  /** Null for one that is only being thought of. */
  threat: Listed | null;
  at: { threatModelId: string; diagramId: string; cell: string };
  element: string;
  mayEdit: boolean;
  onClose(): void;
};

/** One threat: what is said of it, which rule suggested it and by what. */
export function ThreatPanel(props: Props) {
  const t = useTranslations("threats");
  const { open, threat, element, onClose } = props;
  return (
    <Panel open={open} onClose={onClose} title={threat ? threat.title || t("untitled") : t("add")} says={element}>
      {open && <Inside key={threat?.id} {...props} />}
    </Panel>
  );
}

function Inside({ threat, at, mayEdit, onClose }: Props) {
  const t = useTranslations("threats");
  const words = useThreatWords();
  const stale = [threatsKey(at.threatModelId)];
  const done = () => {
    tell(t("saved"));
    onClose();
  };
  const edit = useAct(editThreat, { stale, done });
  const add = useAct(addThreats, { stale, done });
  const remove = useAct(deleteThreats, {
    stale,
    done: () => {
      tell(t("removed"));
      onClose();
    },
  });
  const { errors } = threat ? edit : add;
  const send = (form: FormData) => {
    const said = (name: string) => String(form.get(name) ?? "");
    const changes = {
      title: said("title"),
      category: said("category"),
      severity: severities.find((one) => one === said("severity")) ?? "unknown",
      status: statuses.find((one) => one === said("status")) ?? "open",
      description: said("description"),
      mitigation: said("mitigation"),
    };
    const { threatModelId, diagramId, cell } = at;
    if (threat) edit.run({ threatModelId, id: threat.id, ifVersion: threat.version, changes });
    else add.run({ threatModelId, threats: [{ diagramId, cell, rule: null, facts: [], ...changes }] });
  };
  const own = threat && !isCategory(threat.category) ? [threat.category] : [];
  return (
    <Form errors={errors} onSubmit={send}>
      <fieldset disabled={!mayEdit} className="flex min-w-0 flex-col gap-4">
        <TextField
          label={t("titleField")}
          name="title"
          maxLength={256}
          defaultValue={threat?.title}
          autoComplete="off"
        />
        <SelectField label={t("category")} name="category" defaultValue={threat?.category}>
          {[...own, ...categories].map((one) => (
            <option key={one} value={one}>
              {words.category(one)}
            </option>
          ))}
        </SelectField>
        <div className="grid grid-cols-2 gap-4">
          <SelectField label={t("severity")} name="severity" defaultValue={threat?.severity ?? "unknown"}>
            {severities.map((one) => (
              <option key={one} value={one}>
                {words.severity(one)}
              </option>
            ))}
          </SelectField>
          <SelectField label={t("status")} name="status" defaultValue={threat?.status ?? "open"}>
            {statuses.map((one) => (
              <option key={one} value={one}>
                {words.status(one)}
              </option>
            ))}
          </SelectField>
        </div>
        <TextArea label={t("description")} name="description" maxLength={2048} defaultValue={threat?.description} />
        <TextArea
          label={t("mitigation")}
          name="mitigation"
          maxLength={2048}
          rows={4}
          defaultValue={threat?.mitigation}
        />
      </fieldset>
      {threat?.rule && (
        <p className="text-label text-muted">
          {t("because")} {threat.facts.map(words.fact).join(" · ")} <span className="font-mono">({threat.rule})</span>
        </p>
      )}
      {mayEdit && (
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" pending={edit.pending || add.pending}>
            {t("save")}
          </Button>
          {threat && (
            <Button
              look="danger"
              pending={remove.pending}
              onClick={() => remove.run({ threatModelId: at.threatModelId, ids: [threat.id] })}
            >
              {t("remove")}
            </Button>
          )}
        </div>
      )}
    </Form>
  );
}
