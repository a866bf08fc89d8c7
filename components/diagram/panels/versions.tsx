"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useRead } from "@/components/reading";
import { useAct } from "@/components/use-act";
import { renameVersion, restoreVersion, saveVersion } from "@/lib/actions/diagram-versions";
import { Button } from "../../ui/button";
import { Confirm, Panel } from "../../ui/dialog";
import { TextField } from "../../ui/field";
import { Form } from "../../ui/form";
import { Menu, MenuItem } from "../../ui/menu";
import { Shown } from "../../ui/states";
import { useTell } from "../../ui/toast";
import { useRoomState } from "../use-room-state";
import type { TabProps } from "./facts";
import { VersionChanges } from "./version-changes";
import { useVersionName } from "./version-name";
import { readVersions, type Version, versionsKey } from "./version-queries";

/** How the diagram was: kept by itself and by name, compared, and brought back as a new version. */
export function Versions({ room, view, diagram }: TabProps) {
  const t = useTranslations("panels");
  const mayEdit = useRoomState(room, (state) => state.mayEdit);
  const read = useRead(versionsKey(diagram.id), () => readVersions(diagram));
  const [compared, setCompared] = useState<{ from: Version; to: Version | null } | null>(null);
  const [restored, setRestored] = useState<Version | null>(null);
  const [renamed, setRenamed] = useState<Version | null>(null);
  const versions = read.data?.versions ?? [];
  if (compared) {
    return <VersionChanges {...compared} room={room} view={view} diagram={diagram} onBack={() => setCompared(null)} />;
  }
  return (
    <div className="flex flex-col gap-4">
      {mayEdit && <Save diagram={diagram} />}
      <Shown
        of={read}
        what={t("whatVersions")}
        isEmpty={versions.length === 0}
        empty={<p className="text-table text-muted">{t("versionsEmpty")}</p>}
      >
        <ol className="divide-y divide-line border-y border-line">
          {versions.map((version, n) => (
            <Line
              key={version.id}
              version={version}
              before={versions[n + 1]}
              mayEdit={mayEdit}
              onCompare={(from, to) => setCompared({ from, to })}
              onRestore={() => setRestored(version)}
              onRename={() => setRenamed(version)}
            />
          ))}
        </ol>
      </Shown>
      <Restore diagram={diagram} version={restored} onClose={() => setRestored(null)} />
      <Rename diagram={diagram} version={renamed} onClose={() => setRenamed(null)} />
    </div>
  );
}

function Line({
  version,
  before,
  mayEdit,
  onCompare,
  onRestore,
  onRename,
}: {
  version: Version;
  before: Version | undefined;
  mayEdit: boolean;
  onCompare(from: Version, to: Version | null): void;
  onRestore(): void;
  onRename(): void;
}) {
  const t = useTranslations("panels");
  const format = useFormatter();
  const { name, kind, at, by, editors } = version;
  const title = name ?? (kind === "restored" ? t("versionRestored") : t("versionAutomatic"));
  const moment = format.dateTime(new Date(at), "moment");
  return (
    <li className="flex items-start gap-2 py-2 text-table">
      <span className="min-w-0 flex-1">
        <span className={`block break-words ${name === null ? "text-muted" : "font-medium"}`}>{title}</span>
        <span className="block text-label text-muted">
          {[moment, ...(by ? [by.name] : []), t("cellCount", { n: version.cells })].join(" · ")}
        </span>
        {editors.length > 0 && (
          <span className="block text-label text-muted">
            {t("versionEditors", {
              who: format.list(
                editors.map((one) => one.name),
                { type: "conjunction" },
              ),
            })}
          </span>
        )}
      </span>
      <Menu label={t("actionsFor", { name: `${title}, ${moment}` })}>
        <MenuItem onSelect={() => onCompare(version, null)}>{t("compareNow")}</MenuItem>
        {before && <MenuItem onSelect={() => onCompare(before, version)}>{t("compareBefore")}</MenuItem>}
        {mayEdit && <MenuItem onSelect={onRename}>{t("rename")}</MenuItem>}
        {mayEdit && <MenuItem onSelect={onRestore}>{t("restore")}</MenuItem>}
      </Menu>
    </li>
  );
}

const idsOf = ({ id, threatModelId }: TabProps["diagram"]) => ({ diagramId: id, threatModelId });

function Save({ diagram }: Pick<TabProps, "diagram">) {
  const t = useTranslations("panels");
  const tell = useTell();
  const [name, setName] = useState("");
  const { run, pending, errors, why } = useAct(saveVersion, {
    stale: [versionsKey(diagram.id)],
    done: () => {
      tell(t("versionSaved", { name: name.trim() }));
      setName("");
    },
  });
  return (
    <Form
      errors={errors}
      why={why}
      onSubmit={() => void (name.trim() && run({ ...idsOf(diagram), name: name.trim() }))}
    >
      <TextField
        label={t("versionName")}
        name="name"
        value={name}
        maxLength={120}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" pending={pending} disabled={name.trim() === ""} className="mt-2">
        {t("versionSave")}
      </Button>
    </Form>
  );
}

type Asked = Pick<TabProps, "diagram"> & { version: Version | null; onClose(): void };

function Restore({ diagram, version, onClose }: Asked) {
  const t = useTranslations("panels");
  const tell = useTell();
  const nameOf = useVersionName();
  const name = version ? nameOf(version) : "";
  const { run, pending, besides } = useAct(restoreVersion, {
    stale: [versionsKey(diagram.id)],
    done: () => {
      tell(t("restored", { name }));
      onClose();
    },
  });
  return (
    <Confirm
      open={version !== null}
      onClose={onClose}
      title={t("restoreTitle", { name })}
      act={t("restore")}
      look="primary"
      pending={pending}
      problem={besides()}
      onConfirm={() => void run({ ...idsOf(diagram), id: version!.id })}
    >
      {t("restoreSays")}
    </Confirm>
  );
}

function Rename({ diagram, version, onClose }: Asked) {
  const t = useTranslations("panels");
  const tell = useTell();
  const { run, pending, errors, why } = useAct(renameVersion, {
    stale: [versionsKey(diagram.id)],
    done: (_, { name }) => {
      if (name) tell(t("renamed", { name }));
      onClose();
    },
  });
  const submit = (data: FormData) => {
    const name = String(data.get("name") ?? "").trim();
    void run({ ...idsOf(diagram), id: version!.id, name: name || null });
  };
  return (
    <Panel open={version !== null} onClose={onClose} title={t("renameTitle")}>
      <Form errors={errors} why={why} onSubmit={submit}>
        <TextField label={t("versionName")} name="name" maxLength={120} defaultValue={version?.name ?? ""} />
        <Button type="submit" look="primary" pending={pending} className="mt-3">
          {t("rename")}
        </Button>
      </Form>
    </Panel>
  );
}
