"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { useRead } from "@/components/reading";
import type { Cell } from "@/lib/domain/diagram/cell";
import type { Comparison } from "@/lib/domain/diagram/compare";
import { labelOf } from "@/lib/domain/diagram/read-cell";
import { Badge, type Tone } from "../../ui/badge";
import { Button } from "../../ui/button";
import { ArrowLeft, CircleMinus, CirclePlus, type Icon, Pencil } from "../../ui/icons";
import { Shown } from "../../ui/states";
import type { TabProps } from "./facts";
import { useNames } from "./seen";
import { useVersionName } from "./version-name";
import { comparisonKey, readComparison, type Version } from "./version-queries";

type Props = TabProps & { from: Version; to: Version | null; onBack(): void };

/** What came, went and changed between two versions, by name; what is still drawn can be gone to. */
export function VersionChanges({ from, to, view, room, diagram, onBack }: Props) {
  const t = useTranslations("panels");
  const nameOf = useVersionName();
  const title = useRef<HTMLHeadingElement>(null);
  const read = useRead(comparisonKey(diagram.id, from.id, to?.id ?? null), () =>
    readComparison(diagram, from.id, to?.id ?? null),
  );
  useEffect(() => title.current?.focus(), []);
  const changes = read.data?.changes;
  useEffect(() => {
    view.compare(changes ?? null);
    return () => void view.compare(null);
  }, [view, changes]);
  const goTo = (cell: Cell) => (room.getState().cells.has(cell.id) ? () => view.show([cell.id]) : null);
  return (
    <div className="flex flex-col gap-4">
      <Button look="quiet" className="self-start" onClick={onBack}>
        <ArrowLeft size={16} aria-hidden className="rtl:-scale-x-100" />
        {t("back")}
      </Button>
      <h2 ref={title} tabIndex={-1} className="text-body font-semibold">
        {to ? t("comparedTwo", { name: nameOf(from), other: nameOf(to) }) : t("comparedNow", { name: nameOf(from) })}
      </h2>
      <Shown
        of={read}
        what={t("whatComparison")}
        isEmpty={changes !== undefined && isEmpty(changes)}
        empty={<p>{t("diffNone")}</p>}
      >
        {changes && (
          <>
            <Group
              tone="allow"
              icon={CirclePlus}
              word={t("diffAdded", { n: changes.added.length })}
              n={changes.added.length}
            >
              {changes.added.map((cell) => (
                <Line key={cell.id} cell={cell} onGo={goTo(cell)} />
              ))}
            </Group>
            <Group
              tone="deny"
              icon={CircleMinus}
              word={t("diffRemoved", { n: changes.removed.length })}
              n={changes.removed.length}
            >
              {changes.removed.map((cell) => (
                <Line key={cell.id} cell={cell} onGo={null} />
              ))}
            </Group>
            <Group
              tone="wait"
              icon={Pencil}
              word={t("diffChanged", { n: changes.changed.length })}
              n={changes.changed.length}
            >
              {changes.changed.map((one) => (
                <Line key={one.after.id} cell={one.after} changed={one} onGo={goTo(one.after)} />
              ))}
            </Group>
            {changes.order && <p className="text-table text-muted">{t("diffOrder")}</p>}
          </>
        )}
      </Shown>
    </div>
  );
}

const isEmpty = ({ added, removed, changed, order }: Comparison): boolean =>
  added.length + removed.length + changed.length === 0 && !order;

function Group({
  tone,
  icon,
  word,
  n,
  children,
}: {
  tone: Tone;
  icon: Icon;
  word: string;
  n: number;
  children: ReactNode;
}) {
  if (n === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-table font-medium">
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
      </h3>
      <ul className="divide-y divide-line border-y border-line">{children}</ul>
    </section>
  );
}

type Changed = Comparison["changed"][number];

function Line({ cell, changed, onGo }: { cell: Cell; changed?: Changed; onGo: (() => void) | null }) {
  const t = useTranslations("panels");
  const names = useNames();
  const how = useHow();
  return (
    <li className="flex min-h-9 items-center justify-between gap-3 py-1 text-table">
      <span className="min-w-0">
        <span className="block break-words">{names.name(cell)}</span>
        {changed && <span className="block text-label text-muted">{how(changed).join(", ")}</span>}
      </span>
      {onGo && (
        <Button look="quiet" className="flex-none" onClick={onGo} aria-label={t("goToOne", { name: names.name(cell) })}>
          {t("goTo")}
        </Button>
      )}
    </li>
  );
}

const PLACE = new Set(["position", "size", "vertices", "parent", "zIndex"]);
const ENDS = new Set(["source", "target"]);
const LOOK = new Set(["attrs", "labels", "shape"]);

/** What changed on a cell, in words. */
function useHow(): (changed: Changed) => string[] {
  const t = useTranslations("panels");
  return ({ before, after, members }) => {
    const isRenamed = labelOf(before) !== labelOf(after);
    const other = members.filter((one) => !PLACE.has(one) && !ENDS.has(one) && !LOOK.has(one));
    const look = members.filter((one) => LOOK.has(one) && !(isRenamed && (one === "attrs" || one === "labels")));
    return [
      ...(isRenamed ? [labelOf(before) ? t("diffRenamed", { name: labelOf(before) }) : t("diffNamed")] : []),
      ...(members.some((one) => PLACE.has(one)) ? [t("diffPlace")] : []),
      ...(members.some((one) => ENDS.has(one)) ? [t("diffEnds")] : []),
      ...(look.length > 0 ? [t("diffLook")] : []),
      ...(other.length > 0 ? [t("diffFacts")] : []),
    ];
  };
}
