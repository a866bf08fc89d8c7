"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRead } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem, TextArea } from "@/components/ui/field";
import { Ban, CircleCheck, Clock } from "@/components/ui/icons";
import { Skeleton } from "@/components/ui/states";
import { useAct } from "@/components/use-act";
import { MoreWords } from "@/components/words/more-words";
import { useResourceWords } from "@/components/words/resource";
import { type MyRequest, requestAccess } from "@/lib/actions/requests";
import { type Lack, lackKey, readLack, readTexts, textsKey } from "./queries";

/** Who asks, for what, of whom; with a note, and what became of it. */
export function AskPanel({ open, onClose, lack }: { open: boolean; onClose(): void; lack: Lack }) {
  const t = useTranslations("ui");
  return (
    <Panel open={open} onClose={onClose} title={t("requestAccess")}>
      {open && <InWords lack={lack} onClose={onClose} />}
    </Panel>
  );
}

/** Its texts come with it, since no page can know where something will be refused. */
function InWords(asked: { lack: Lack; onClose(): void }) {
  const t = useTranslations("ui");
  const { data: texts } = useRead(textsKey, readTexts);
  if (!texts) return <Skeleton what={t("requestAccess")} rows={4} />;
  return (
    <MoreWords words={texts}>
      <Asking {...asked} />
    </MoreWords>
  );
}

function Asking({ lack, onClose }: { lack: Lack; onClose(): void }) {
  const t = useTranslations("requests");
  const { data, error } = useRead(lackKey(lack), () => readLack(lack));
  if (error) return <p className="text-table text-muted">{t("cannotAsk")}</p>;
  if (!data) return <Skeleton what={t("title")} rows={4} />;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-table text-muted">{t("askSays")}</p>
      <Facts of={data} />
      <div aria-live="polite">
        <State of={data} />
      </div>
      {data.allowed || data.state === "OPEN" ? (
        <Button className="self-start" onClick={onClose}>
          {t("goOn")}
        </Button>
      ) : (
        <Form lack={lack} owner={data.owner.name} onClose={onClose} />
      )}
    </div>
  );
}

function Facts({ of: { asker, method, membership, standing, thing, owner } }: { of: MyRequest }) {
  const t = useTranslations("requests");
  const { nameOf } = useResourceWords();
  const lacks = membership
    ? t(standing === "SUSPENDED" ? "membershipSuspended" : "membershipEnded")
    : t("methodOn", { method, thing: thing.name || nameOf(thing) });
  const lines: [string, string][] = [
    [t("signedInAs"), asker.name ? `${asker.name} (${asker.email})` : asker.email],
    ...(membership && standing === "ACTIVE" ? [] : ([[t("missing"), lacks]] as [string, string][])),
    [t("whoGrants"), `${owner.name} (${owner.email})`],
  ];
  return (
    <dl className="divide-y divide-line border-y border-line text-table">
      {lines.map(([word, value]) => (
        <div key={word} className="py-2">
          <dt className="text-label text-muted">{word}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function State({ of: { allowed, state, answer, owner } }: { of: MyRequest }) {
  const t = useTranslations("requests");
  if (!allowed && state === "NONE") return null;
  const [Icon, look, says] = allowed
    ? ([CircleCheck, "text-allow", t("allowedNow")] as const)
    : state === "OPEN"
      ? ([Clock, "text-wait", t("waits", { owner: owner.name })] as const)
      : state === "DECLINED"
        ? ([Ban, "text-deny", answer ? t("declinedWith", { answer }) : t("declinedPlain")] as const)
        : ([Clock, "text-muted", t("grantedBefore")] as const);
  return (
    <p className={`flex items-start gap-2 text-table ${look}`}>
      <Icon size={16} aria-hidden className="mt-0.5 flex-none" /> {says}
    </p>
  );
}

function Form({ lack, owner, onClose }: { lack: Lack; owner: string; onClose(): void }) {
  const t = useTranslations("requests");
  const ui = useTranslations("ui");
  const [note, setNote] = useState("");
  const { run, pending, no } = useAct(requestAccess, { stale: [["collaborations"]] });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        run({ ...lack, note });
      }}
    >
      <TextArea
        label={t("note")}
        hint={t("noteHint", { owner })}
        value={note}
        maxLength={500}
        onChange={(event) => setNote(event.target.value)}
      />
      {no && <Problem why={no.why}>{no.message}</Problem>}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending}>
          {t("send")}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </form>
  );
}
