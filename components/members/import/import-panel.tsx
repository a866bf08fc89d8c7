"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActivityBegun } from "@/components/long-work-shown";
import { Because } from "@/components/long-work-steps";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { useDraft } from "@/components/ui/draft";
import { Problem, TextArea } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { CircleAlert, type Icon, Minus, Pencil, UserPlus } from "@/components/ui/icons";
import { useAct } from "@/components/use-act";
import { End } from "@/components/words/end";
import { type ImportLine, previewImport, startImport } from "@/lib/actions/pages";
import { membersKey } from "../queries";

const nothing = { csv: "" };

type Preview = { lines: ImportLine[]; counts: Record<ImportLine["verdict"], number> };

/** A table of people, first as a dry run that says of each line what it would do, then as long work. */
export function ImportPanel({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useTranslations("members");
  return (
    <Panel open={open} onClose={onClose} wide title={t("importTitle")} says={t("importSays")}>
      {open && <Import onClose={onClose} />}
    </Panel>
  );
}

function Import({ onClose }: { onClose(): void }) {
  const t = useTranslations("members");
  const ui = useTranslations("ui");
  const draft = useDraft("import", nothing);
  const { csv } = draft.value;
  const setCsv = (text: string) => draft.change({ csv: text });
  const [preview, setPreview] = useState<Preview | null>(null);
  const [started, setStarted] = useState<number | null>(null);
  const look = useAct(previewImport, { stale: [], done: setPreview });
  const begin = useAct(startImport, {
    stale: [["activities"], membersKey],
    done: ({ id }) => {
      setCsv("");
      setStarted(id);
    },
  });
  if (started !== null) return <ActivityBegun id={started} onClose={onClose} />;
  const doing = preview ? preview.counts.create + preview.counts.change : 0;
  return (
    <Form errors={look.errors} why={look.no?.why} onSubmit={() => look.run({ csv })}>
      <div className="flex flex-col gap-1">
        <label htmlFor="import-file" className="text-label font-medium">
          {t("importFile")}
        </label>
        <input
          id="import-file"
          type="file"
          accept=".csv,text/csv,text/plain"
          className="text-table file:me-3 file:h-8 file:rounded-md file:border file:border-edge file:bg-raised file:px-3 max-sm:file:h-10"
          onChange={async (event) => {
            const file = event.target.files?.[0];
            if (!file) return;
            const text = await file.text();
            setCsv(text);
            look.run({ csv: text });
          }}
        />
      </div>
      <TextArea
        label={t("importText")}
        name="csv"
        hint={t("importHint")}
        rows={6}
        value={csv}
        className="font-mono text-label"
        onChange={(event) => {
          setCsv(event.target.value);
          setPreview(null);
        }}
      />
      <div>
        <Button type="submit" look={preview ? "plain" : "primary"} pending={look.pending}>
          {t("importLook")}
        </Button>
      </div>
      {preview && (
        <>
          <p role="status" className="text-table font-medium">
            {t("importCounts", preview.counts)}
          </p>
          <Lines lines={preview.lines} />
          {begin.no && <Problem why={begin.no.why}>{begin.no.message}</Problem>}
          <div className="flex gap-2">
            <Button
              look="primary"
              pending={begin.pending}
              aria-disabled={doing === 0 || undefined}
              onClick={() => doing > 0 && begin.run({ csv })}
            >
              {t("importAct", { n: doing })}
            </Button>
            <Button onClick={onClose}>{ui("cancel")}</Button>
          </div>
        </>
      )}
    </Form>
  );
}

const verdicts = {
  create: { tone: "allow", icon: UserPlus, word: "lineCreate" },
  change: { tone: "wait", icon: Pencil, word: "lineChange" },
  skip: { tone: "muted", icon: Minus, word: "lineSkip" },
  error: { tone: "deny", icon: CircleAlert, word: "lineError" },
} as const satisfies Record<ImportLine["verdict"], { tone: Tone; icon: Icon; word: string }>;

const changes = {
  label: "changesLabel",
  roles: "changesRoles",
  invited: "changesInvited",
  end: "changesEnd",
} as const;

/** Nothing has happened yet: what each line would do. */
function Lines({ lines }: { lines: readonly ImportLine[] }) {
  const t = useTranslations("members");
  return (
    <ul aria-label={t("importLines")} className="divide-y divide-line border-y border-line text-table">
      {lines.map((line) => {
        const { tone, icon, word } = verdicts[line.verdict];
        return (
          <li key={line.line} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2">
            <span className="min-w-0 break-words">
              <span className="text-muted">{t("lineNumber", { n: line.line })}</span> {line.email}
              <span className="block text-muted">
                {[line.label, line.resource, line.roles.join(", ")].filter(Boolean).join(" · ")}
              </span>
              {Number.isFinite(Date.parse(line.until)) && <End at={line.until} />}
              <Because code={line.code} note={line.note} />
            </span>
            <span className="flex flex-col items-end">
              <Badge tone={tone} icon={icon}>
                {t(word)}
              </Badge>
              {line.changes.map((one) => (
                <span key={one} className="text-label text-muted">
                  {t(changes[one])}
                </span>
              ))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
