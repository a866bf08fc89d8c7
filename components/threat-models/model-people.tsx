"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useRead } from "@/components/reading";
import { Extend } from "@/components/sharing/extend";
import { firstEnd } from "@/components/sharing/first-end";
import { Button } from "@/components/ui/button";
import { inputClass } from "@/components/ui/field";
import { CalendarClock, Globe } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Link } from "@/components/ui/link";
import { useMe } from "@/components/ui/me";
import { Section } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/states";
import { Why } from "@/components/ui/why";
import { End, endsSoon } from "@/components/words/end";
import { Initials } from "@/components/words/person";
import { useResourceWords } from "@/components/words/resource";
import { modelRoles } from "@/lib/domain/diagram/rights";
import { entryKey, namedBy, useEntryName } from "./entries";
import {
  accessKey,
  type ModelAccessRead,
  type ModelLine,
  type ModelListEntry,
  type ModelRole,
  readAccess,
  staleByModels,
  type ThroughEnvironment,
} from "./queries";

const LeaveModel = later(async () => (await import("./leave-model")).LeaveModel);
const SetEnd = later(async () => (await import("@/components/sharing/set-end")).SetEnd);
const ChangeLine = later(async () => (await import("./change-lines")).ChangeLine);
const ChangeLines = later(async () => (await import("./change-lines")).ChangeLines);

/** Who can open a threat model: by its own list, which its owners change here, and through the environment it is attached to. */
export function ModelPeople({ model }: { model: ModelLine }) {
  const t = useTranslations("threatModels");
  const [asks, setAsks] = useState(false);
  const read = useRead(accessKey(model.id), () => readAccess(model.id)).data;
  if (!read) return <Skeleton what={t("people")} rows={3} />;
  const { entries, through, total } = read;
  const others = entries.filter(({ uid }) => uid !== model.owner.uid);
  const several = model.role === "owner" && others.length > 1 && (
    <Button look="quiet" className="-me-3" onClick={() => setAsks(true)}>
      {t("changeSeveral")}
    </Button>
  );
  return (
    <Section title={t("people")} aside={several}>
      <ul className="divide-y divide-line border-y border-line text-table">
        <li className="flex items-center gap-3 py-2.5">
          <Initials name={model.owner.name || model.owner.email} />
          <p className="min-w-0 flex-1 break-words">
            <span className="font-medium">{model.owner.name || model.owner.email}</span>
            <span className="block text-muted">{t("ownsAccount")}</span>
          </p>
        </li>
        {others.map((entry) => (
          <EntryLine key={entryKey(entry)} entry={entry} model={model} read={read} />
        ))}
        {through.map((one) => (
          <ThroughLine key={one.access.collaborationId} of={one} model={model} />
        ))}
      </ul>
      {total > through.length && (
        <p className="pt-2 text-label text-muted">{t("moreThrough", { n: total - through.length })}</p>
      )}
      <ChangeLines open={asks} onClose={() => setAsks(false)} entries={others} model={model} read={read} />
    </Section>
  );
}

function EntryLine({ entry, model, read }: { entry: ModelListEntry; model: ModelLine; read: ModelAccessRead }) {
  const t = useTranslations("threatModels");
  const isAll = entry.principalType === "group";
  const name = useEntryName()(entry);
  const [asks, setAsks] = useState(false);
  const [leaves, setLeaves] = useState(false);
  const [wish, setWish] = useState<{ role: ModelRole | null; open: boolean } | null>(null);
  // Nobody gives themselves longer than they have it.
  const mayEnd = model.role === "owner" && !entry.self;
  const ending = {
    kind: "line" as const,
    line: { threatModelId: model.id, ...namedBy(entry) },
    name,
    ends: entry.ends,
  };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
      {isAll ? (
        <span className="inline-flex size-8 flex-none items-center justify-center rounded-[50%] border border-line bg-sunken text-muted">
          <Globe size={16} aria-hidden />
        </span>
      ) : (
        <Initials name={name} />
      )}
      <p className="min-w-0 flex-1 basis-40 break-words">
        <span className="font-medium">{name}</span>
        <span className="block text-muted">
          {entry.name && <bdi>{entry.email}</bdi>}
          {!isAll && entry.uid === null && t("noAccountYet")}
        </span>
        {entry.ends && <End at={entry.ends} />}
      </p>
      {mayEnd && endsSoon(entry.ends) && <Extend of={{ ...ending, ends: entry.ends }} stale={staleByModels} />}
      {model.role === "owner" ? (
        <span className="-me-3 ms-auto flex items-center gap-1">
          {mayEnd && (
            <Button
              look="quiet"
              className="w-8 px-0! max-sm:w-11"
              aria-label={t("setEndOf", { name })}
              onClick={() => setAsks(true)}
            >
              <CalendarClock size={16} aria-hidden />
            </Button>
          )}
          <select
            aria-label={t("roleOf", { name })}
            value={entry.role}
            onChange={(event) => setWish({ role: event.target.value as ModelRole, open: true })}
            className={`${inputClass} w-auto! text-table`}
          >
            {modelRoles.toReversed().map((role) => (
              <option key={role} value={role}>
                {t(role)}
              </option>
            ))}
          </select>
          <Button
            look="quiet"
            aria-label={t("removeWho", { name })}
            onClick={() => setWish({ role: null, open: true })}
          >
            {t("remove")}
          </Button>
        </span>
      ) : (
        <span className="-me-3 ms-auto flex items-center gap-1">
          <span className={entry.self ? "text-muted" : "me-3 text-muted"}>{t(entry.role)}</span>
          {entry.self && (
            <Button look="quiet" aria-label={t("leaveLine", { name: model.name })} onClick={() => setLeaves(true)}>
              {t("leave")}
            </Button>
          )}
        </span>
      )}
      {entry.self && (
        <LeaveModel open={leaves} onClose={() => setLeaves(false)} onLeft={() => setLeaves(false)} model={model} />
      )}
      {wish && (
        <ChangeLine
          open={wish.open}
          onClose={() => setWish({ ...wish, open: false })}
          entry={entry}
          role={wish.role}
          model={model}
          read={read}
        />
      )}
      {mayEnd && <SetEnd open={asks} onClose={() => setAsks(false)} of={ending} stale={staleByModels} />}
    </li>
  );
}

/** One who comes in through the environment; what they may do there is changed where it is shared. */
function ThroughLine({ of: { access, role, people }, model }: { of: ThroughEnvironment; model: ModelLine }) {
  const t = useTranslations("threatModels");
  const format = useFormatter();
  const { nameOf } = useResourceWords();
  const { name, way, memberId } = access;
  const words = useTranslations("words");
  // Whoever looks after the members hears about each of them.
  const { email } = useMe();
  const end = firstEnd(access);
  const soon = way.via.flatMap(({ shareId, ends }) => (endsSoon(ends) && !access.self ? [{ shareId, ends }] : []));
  const roles = format.list(
    way.roles.map((one) => one.name),
    { type: "unit" },
  );
  const via = format.list(
    way.via.map((one) => nameOf(one, true)),
    { type: "unit" },
  );
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
      <Initials name={name} team={memberId === null} />
      <p className="min-w-0 flex-1 basis-40 break-words">
        <Link
          href={memberId === null ? `/teams?team=${access.collaborationId}` : `/members/${memberId}`}
          className="inline-block min-h-6 rounded-md font-medium hover:underline"
        >
          {name}
        </Link>
        {memberId === null && <span className="text-muted"> {t("ofTeam", { n: people })}</span>}
        <Link
          href={`/environments?thing=ENV:${model.environment?.appid}`}
          className="block min-h-6 rounded-md text-muted hover:underline"
        >
          {t("throughRole", { roles, via })}
        </Link>
        {end && <End at={end} />}
      </p>
      {soon.map(({ shareId, ends }) => (
        <Extend
          key={shareId}
          of={{ kind: "share", id: shareId, name, ends }}
          stale={[...staleByModels, ["environments"]]}
        />
      ))}
      {memberId !== null && model.owner.email === email && (
        <Why question={{ memberId, threatModelId: model.id, serviceMethod: LOOK }} label={words("whyOf", { name })} />
      )}
      <span className="text-muted">{t(role)}</span>
    </li>
  );
}

const LOOK = "threatmodel.model.GetThreatModel";
