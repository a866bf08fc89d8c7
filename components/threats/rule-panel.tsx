"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Check, Choices, SelectField, TextArea, TextField } from "@/components/ui/field";
import { Fold } from "@/components/ui/fold";
import { Form } from "@/components/ui/form";
import { tell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { deleteRule, saveRule } from "@/lib/actions/threats";
import { factNames, threatened } from "@/lib/domain/threats/facts";
import { isOfHouse, library } from "@/lib/domain/threats/library";
import { type Condition, conditions, type Rule } from "@/lib/domain/threats/rule";
import { categories, severities } from "@/lib/domain/threats/threat";
import { threatsKey } from "./queries";
import { useRuleWords } from "./rule-words";
import { useThreatWords } from "./words";

type Props = { open: boolean; rules: readonly Rule[]; model: string; mayEdit: boolean; onClose(): void };

const KIND = { actor: "actor", process: "process", store: "store", flow: "flow" } as const;

/** The rules of an account: the house's, as their owner has them, and the owner's own. */
export function RulePanel(props: Props) {
  const t = useTranslations("threats");
  const { open, onClose, mayEdit } = props;
  return (
    <Panel
      open={open}
      onClose={onClose}
      wide
      title={t("rulesTitle")}
      says={mayEdit ? t("rulesSay") : t("alwaysRefused")}
    >
      {open && <Rules {...props} />}
    </Panel>
  );
}

function Rules({ rules, model, mayEdit }: Props) {
  const t = useTranslations("threats");
  const wordsOf = useRuleWords();
  const words = useThreatWords();
  const [made, setMade] = useState<Rule | null>(null);
  const shown = made ? [made, ...rules.filter(({ id }) => id !== made.id)] : rules;
  return (
    <div className="flex flex-col gap-2">
      {mayEdit && (
        <div>
          <Button onClick={() => setMade(empty())}>{t("ruleNew")}</Button>
        </div>
      )}
      <ul className="divide-y divide-line border-y border-line">
        {shown.map((rule) => {
          const { title } = wordsOf(rule, "…");
          const house = library.find(({ id }) => id === rule.id);
          const mark = !house
            ? t("ruleOwn")
            : rule.words || rule !== house
              ? marked(rule, house, t("ruleChanged"))
              : "";
          return (
            <li key={rule.id}>
              <Fold
                open={rule === made || undefined}
                line={
                  <>
                    <span className={rule.isOn ? "" : "text-muted line-through"}>{title || t("ruleNew")}</span>
                    <span className="text-label text-muted">
                      {[mark, words.category(rule.category)].filter(Boolean).join(" · ")}
                    </span>
                  </>
                }
              >
                <One rule={rule} model={model} mayEdit={mayEdit} onGone={() => setMade(null)} />
              </Fold>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const marked = (rule: Rule, house: Rule, word: string): string =>
  JSON.stringify(rule) === JSON.stringify(house) ? "" : word;

const empty = (): Rule => ({
  id: `own-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`,
  on: ["process"],
  when: [],
  category: "tampering",
  severity: "medium",
  isOn: true,
  words: { title: "", description: "", mitigation: "" },
});

/** One rule. Words that were not touched stay the house's, in every language. */
function One({ rule, model, mayEdit, onGone }: { rule: Rule; model: string; mayEdit: boolean; onGone(): void }) {
  const t = useTranslations("threats");
  const words = useThreatWords();
  const shown = useRuleWords()(rule, "{name}");
  const done = () => {
    tell(t("saved"));
    onGone();
  };
  const save = useAct(saveRule, { stale: [threatsKey(model)], done });
  const remove = useAct(deleteRule, { stale: [threatsKey(model)], done });
  const send = (form: FormData) => {
    const said = (name: string) => String(form.get(name) ?? "");
    const typed = { title: said("title"), description: said("description"), mitigation: said("mitigation") };
    const isSame = JSON.stringify(typed) === JSON.stringify(shown);
    save.run({
      rule: {
        id: rule.id,
        on: threatened.filter((kind) => form.has(`on-${kind}`)),
        when: factNames.flatMap((name): Condition[] =>
          conditions.filter((one) => one === said(name) && one.endsWith(name)),
        ),
        category: categories.find((one) => one === said("category")) ?? rule.category,
        severity: severities.find((one) => one === said("severity")) ?? rule.severity,
        isOn: form.has("isOn"),
        words: isSame && isOfHouse(rule.id) ? rule.words : typed,
      },
    });
  };
  return (
    <Form errors={save.errors} why={save.no?.why} onSubmit={send} className="pb-4">
      <fieldset disabled={!mayEdit} className="flex min-w-0 flex-col gap-4">
        <Check name="isOn" defaultChecked={rule.isOn}>
          {t("ruleOn")}
        </Check>
        <TextField
          label={t("titleField")}
          hint={t("nameHint", { name: "{name}" })}
          name="title"
          maxLength={256}
          defaultValue={shown.title}
        />
        <TextArea label={t("description")} name="description" maxLength={2048} defaultValue={shown.description} />
        <TextArea label={t("mitigation")} name="mitigation" maxLength={2048} defaultValue={shown.mitigation} />
        <div className="grid grid-cols-2 gap-4">
          <SelectField label={t("category")} name="category" defaultValue={rule.category}>
            {categories.map((one) => (
              <option key={one} value={one}>
                {words.category(one)}
              </option>
            ))}
          </SelectField>
          <SelectField label={t("severity")} name="severity" defaultValue={rule.severity}>
            {severities.map((one) => (
              <option key={one} value={one}>
                {words.severity(one)}
              </option>
            ))}
          </SelectField>
        </div>
        <Choices label={t("ruleFor")}>
          <div className="flex flex-wrap gap-x-4">
            {threatened.map((kind) => (
              <Check key={kind} name={`on-${kind}`} defaultChecked={rule.on.includes(kind)}>
                {t(KIND[kind])}
              </Check>
            ))}
          </div>
        </Choices>
        <Choices label={t("ruleWhen")}>
          <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
            {factNames.map((name) => (
              <SelectField
                key={name}
                label={words.fact({ is: name })}
                name={name}
                defaultValue={rule.when.find((one) => one.replace("!", "") === name) ?? ""}
              >
                <option value="">{t("any")}</option>
                <option value={name}>{t("isSo")}</option>
                <option value={`!${name}`}>{t("isNotSo")}</option>
              </SelectField>
            ))}
          </div>
        </Choices>
      </fieldset>
      {mayEdit && (
        <div className="mt-4 flex flex-wrap gap-2">
          <Button type="submit" look="primary" pending={save.pending}>
            {t("save")}
          </Button>
          <Button look="danger" pending={remove.pending} onClick={() => remove.run({ id: rule.id })}>
            {isOfHouse(rule.id) ? t("ruleReset") : t("ruleDelete")}
          </Button>
        </div>
      )}
    </Form>
  );
}
