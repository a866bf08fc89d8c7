"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import { useRead } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { useDraft } from "@/components/ui/draft";
import { Choices, TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Segments } from "@/components/ui/segments";
import { useTell } from "@/components/ui/toast";
import { useWished } from "@/components/ui/wished";
import { useAct } from "@/components/use-act";
import { usePreview, wrongIn } from "@/components/use-preview";
import { untilOf } from "@/components/words/end-day";
import { EndField } from "@/components/words/end-field";
import { editThreatModel } from "@/lib/actions/threat-models";
import { EVERYONE, isAhead, isNamed, listed } from "./entries";
import { accessKey, type ModelLine, type ModelRole, readAccess, staleByModels } from "./queries";

const roles = ["reader", "writer", "owner"] as const;

/** Before it looks like one, nobody is asked about. */
const ADDRESS = /^\S+@\S+\.\S+$/;

/** Opens a threat model to a person by their address, or to everybody who is signed in. */
export function ShareModel({ open, onClose, model }: { open: boolean; onClose(): void; model: ModelLine }) {
  const t = useTranslations("threatModels");
  return (
    <Panel open={open} onClose={onClose} title={t("shareTitle", { name: model.name })} says={t("shareSays")}>
      {open && <Fields model={model} onClose={onClose} />}
    </Panel>
  );
}

function Fields({ model, onClose }: { model: ModelLine; onClose(): void }) {
  const t = useTranslations("threatModels");
  const sharing = useTranslations("sharing");
  const ui = useTranslations("ui");
  const tell = useTell();
  const { id, name } = model;
  const [whom, setWhom] = useState<"person" | "everyone">("person");
  const { to, as } = useWished();
  const draft = useDraft(`threat-model-share-${id}`, { email: to ?? "" });
  const email = draft.value.email.trim();
  const [role, setRole] = useState<ModelRole>(roles.find((one) => one === as) ?? "writer");
  const [day, setDay] = useState("");
  const read = useRead(accessKey(id), () => readAccess(id)).data;
  const close = () => {
    draft.forget();
    onClose();
  };
  const until = untilOf(day);
  const line =
    whom === "everyone"
      ? { principalType: "group" as const, group: EVERYONE, role, until }
      : { principalType: "user" as const, email, role, until };
  // Whose line has ended is named anew.
  const others = (read?.entries ?? []).filter((one) => isAhead(one) || !isNamed(one, whom, email));
  const input = { id, changes: { authorization: [...listed(others), line] } };
  const isWhole = whom === "everyone" || ADDRESS.test(email);
  const weighed = usePreview(read && isWhole ? [{ verb: "editThreatModel", input }] : null);
  const { run, pending, errors, why } = useAct(editThreatModel, {
    stale: staleByModels,
    done: () => {
      tell(whom === "everyone" ? t("sharedWithAll", { name }) : t("shared", { name, email }), t("sharedSays"));
      close();
    },
  });
  const atEmail = (told: Readonly<Record<string, string>>) =>
    told.authorization ? { email: told.authorization } : told;
  const choices = roles.map((value) => ({ value, word: t(value) }));
  const says = { reader: t("readerSays"), writer: t("writerSays"), owner: t("ownerSays") };
  return (
    <Form
      errors={atEmail(errors)}
      early={atEmail(wrongIn(weighed))}
      why={why}
      onSubmit={() => read && weighed.armed && run(input)}
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
          value={draft.value.email}
          onChange={(event) => draft.change({ email: event.target.value })}
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
      <EndField
        label={sharing("sharedUntil")}
        value={day}
        onChange={setDay}
        error={errors.until ?? wrongIn(weighed).until}
      />
      {isWhole && <PreviewLines of={weighed} beside={["until", ...(whom === "person" ? ["authorization"] : [])]} />}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending} aria-disabled={!weighed.armed}>
          {t("share")}
        </Button>
        <Button onClick={close}>{ui("cancel")}</Button>
      </div>
    </Form>
  );
}
