"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRead } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Choices, TextField } from "@/components/ui/field";
import { Form, forgetDraft } from "@/components/ui/form";
import { Segments } from "@/components/ui/segments";
import { useTell } from "@/components/ui/toast";
import { useWished } from "@/components/ui/wished";
import { useAct } from "@/components/use-act";
import { untilOf } from "@/components/words/end-day";
import { EndField } from "@/components/words/end-field";
import { editThreatModel } from "@/lib/actions/threat-models";
import { EVERYONE, isAhead, isNamed, listed } from "./entries";
import { accessKey, type ModelLine, type ModelRole, readAccess, staleByModels } from "./queries";

const roles = ["reader", "writer", "owner"] as const;

/** Opens a threat model to a person by their address, or to everybody who is signed in. */
export function ShareModel({ open, onClose, model }: { open: boolean; onClose(): void; model: ModelLine }) {
  const t = useTranslations("threatModels");
  const sharing = useTranslations("sharing");
  const ui = useTranslations("ui");
  const tell = useTell();
  const { id, name } = model;
  const draft = `threat-model-share-${id}`;
  const [whom, setWhom] = useState<"person" | "everyone">("person");
  const { to, as } = useWished();
  const [role, setRole] = useState<ModelRole>(roles.find((one) => one === as) ?? "writer");
  const [day, setDay] = useState("");
  const read = useRead(accessKey(id), () => readAccess(id)).data;
  const close = () => {
    forgetDraft(draft);
    onClose();
  };
  type Line = { email: string; role: ModelRole };
  const share = async ({ email, role }: Line) => {
    const until = untilOf(day);
    const line =
      whom === "everyone"
        ? { principalType: "group" as const, group: EVERYONE, role, until }
        : { principalType: "user" as const, email, role, until };
    // Whose line has ended is named anew.
    const others = (read?.entries ?? []).filter((one) => isAhead(one) || !isNamed(one, whom, email));
    return editThreatModel({ id, changes: { authorization: [...listed(others), line] } });
  };
  const { run, pending, errors, why } = useAct(share, {
    stale: staleByModels,
    done: (_, { email }) => {
      tell(whom === "everyone" ? t("sharedWithAll", { name }) : t("shared", { name, email }), t("sharedSays"));
      close();
    },
  });
  const wrong = errors.authorization ? { email: errors.authorization } : errors;
  const choices = roles.map((value) => ({ value, word: t(value) }));
  const says = { reader: t("readerSays"), writer: t("writerSays"), owner: t("ownerSays") };
  return (
    <Panel open={open} onClose={onClose} title={t("shareTitle", { name })} says={t("shareSays")}>
      <Form
        errors={wrong}
        why={why}
        keep={draft}
        onSubmit={(data) => read && run({ email: String(data.get("email") ?? "").trim(), role })}
      >
        <Segments
          visible
          label={t("whom")}
          value={whom}
          choices={[
            { value: "person", word: t("aPerson") },
            { value: "everyone", word: t("everybody") },
          ]}
          onChoose={(to) => {
            setWhom(to);
            if (to === "everyone") setRole("reader");
          }}
        />
        {whom === "person" && (
          <TextField
            label={t("address")}
            name="email"
            type="email"
            required
            defaultValue={to}
            maxLength={254}
            autoComplete="off"
            spellCheck={false}
            hint={t("addressHint")}
          />
        )}
        <Choices label={t("mayDo")}>
          <Segments label={t("mayDo")} value={role} choices={choices} onChoose={(to) => setRole(to)} />
          <p className="text-label text-muted">{says[role]}</p>
        </Choices>
        <EndField label={sharing("sharedUntil")} value={day} onChange={setDay} error={errors.until} />
        <div className="flex gap-2">
          <Button type="submit" look="primary" pending={pending}>
            {t("share")}
          </Button>
          <Button onClick={close}>{ui("cancel")}</Button>
        </div>
      </Form>
    </Panel>
  );
}
