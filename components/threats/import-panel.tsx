"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { drawingsKey } from "@/components/drawings/queries";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem, TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { CircleCheck } from "@/components/ui/icons";
import { tell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { importThreatModel } from "@/lib/actions/threats";
import { LONGEST_FILE, readText } from "@/lib/domain/formats/read";
import { type Doubt, type Read, type Remark, Unreadable } from "@/lib/domain/formats/whole";
import { pack } from "./pack";

const WHY = {
  broken: "brokenFile",
  unknown: "unknownFile",
  old: "oldFile",
  "too-large": "tooLarge",
} as const satisfies Record<Unreadable["why"], string>;

const DOUBT = {
  shape: "doubtShape",
  cell: "doubtCell",
  threat: "doubtThreat",
  members: "doubtMembers",
  aside: "doubtAside",
  whole: "doubtWhole",
  line: "doubtLine",
  placed: "doubtPlaced",
  arranged: "doubtArranged",
  twice: "doubtTwice",
  end: "doubtEnd",
  severity: "doubtSeverity",
  status: "doubtStatus",
  category: "doubtCategory",
} as const satisfies Record<Doubt, string>;

const LISTED = 100;

/** A file is read here first, and told before anything is made of it. */
export function ImportPanel({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useTranslations("threats");
  return (
    <Panel open={open} onClose={onClose} title={t("importTitle")} says={t("importSays")}>
      {open && <Inside onClose={onClose} />}
    </Panel>
  );
}

type Found = Read & { packed: string };

function Inside({ onClose }: { onClose(): void }) {
  const t = useTranslations("threats");
  const ui = useTranslations("ui");
  const router = useRouter();
  const [found, setFound] = useState<Found | Unreadable | null>(null);
  const act = useAct(importThreatModel, {
    stale: [drawingsKey],
    done: ({ model }) => {
      tell(t("imported"), model.name);
      onClose();
      router.push(`/threat-models?model=${model.id}`);
    },
  });
  const look = async (file: File | undefined) => file && setFound(await readChosen(file));
  const isRead = found !== null && !(found instanceof Unreadable);
  return (
    <Form
      errors={act.errors}
      why={act.no?.why}
      onSubmit={(form) => isRead && act.run({ name: String(form.get("name") ?? ""), packed: found.packed })}
    >
      <div className="flex flex-col gap-1">
        <label htmlFor="threat-model-file" className="text-label font-medium">
          {t("file")}
        </label>
        <input
          id="threat-model-file"
          type="file"
          accept=".json,.otm,.yaml,.yml,.drawio,.xml,.mmd,.mermaid,.md,application/json"
          className="text-table file:me-3 file:h-8 file:rounded-md file:border file:border-edge file:bg-raised file:px-3 max-sm:file:h-10"
          onChange={(event) => void look(event.target.files?.[0])}
        />
      </div>
      {found instanceof Unreadable && <Problem>{t(WHY[found.why])}</Problem>}
      {isRead && (
        <>
          <TextField
            key={found.packed}
            label={t("importName")}
            name="name"
            maxLength={256}
            defaultValue={found.whole.name}
            autoComplete="off"
          />
          <Told {...found} />
          <div className="flex gap-2">
            <Button type="submit" look="primary" pending={act.pending}>
              {t("import")}
            </Button>
            <Button onClick={onClose}>{ui("cancel")}</Button>
          </div>
        </>
      )}
    </Form>
  );
}

async function readChosen(file: File): Promise<Found | Unreadable> {
  if (file.size > LONGEST_FILE) return new Unreadable("too-large");
  const text = await file.text();
  const read = await readText(text);
  if (read instanceof Unreadable) return read;
  const packed = await pack(text);
  if (packed === null) return new Unreadable("too-large");
  // What has no name of its own is called as its file is.
  const name = read.whole.name.trim() || file.name.replace(/\.[^.]*$/, "");
  return { ...read, whole: { ...read.whole, name }, packed };
}

/** What is in the file, and what of it is not taken as it stands. */
function Told({ whole, remarks }: Read) {
  const t = useTranslations("threats");
  const sum = (count: (one: Read["whole"]["diagrams"][number]) => number) =>
    whole.diagrams.reduce((all, one) => all + count(one), 0);
  return (
    <section className="flex flex-col gap-2">
      <p role="status" className="text-table font-medium">
        {t("found", {
          diagrams: whole.diagrams.length,
          elements: sum(({ cells }) => cells.length),
          threats: sum(({ threats }) => threats.length),
        })}
      </p>
      {remarks.length === 0 ? (
        <p className="flex items-center gap-2 text-table">
          <CircleCheck size={16} aria-hidden className="text-allow" /> {t("understood")}
        </p>
      ) : (
        <>
          <h3 className="text-table font-medium">{t("remarks", { n: remarks.length })}</h3>
          <ul className="divide-y divide-line border-y border-line text-table">
            {remarks.slice(0, LISTED).map((one) => (
              <li key={keyOf(one)} className="py-2">
                {one.about && <bdi className="font-medium">{one.about}: </bdi>}
                <span className="text-muted">{t(DOUBT[one.doubt], { said: one.said })}</span>
              </li>
            ))}
          </ul>
          {remarks.length > LISTED && <p className="text-label text-muted">…</p>}
        </>
      )}
    </section>
  );
}

const keyOf = ({ doubt, about, said }: Remark): string => `${doubt} ${about} ${said}`;
