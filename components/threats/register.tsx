"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useRead } from "@/components/reading";
import { useAddress } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { download } from "@/components/ui/download";
import { Download } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Link } from "@/components/ui/link";
import { arrange } from "@/components/ui/list/arrange";
import type { ColumnOf } from "@/components/ui/list/ledger";
import { ListFrame } from "@/components/ui/list/list-frame";
import { useList } from "@/components/ui/list/use-list";
import { Empty, PageHead } from "@/components/ui/page";
import { toCsv } from "@/lib/domain/csv";
import { categories, severities, statuses } from "@/lib/domain/threats/threat";
import { type Listed, readRegister, registerKey } from "./queries";
import { SEVERITY_LOOK, STATUS_LOOK, useThreatWords } from "./words";

const ThreatPanel = later(async () => (await import("./threat-panel")).ThreatPanel);

/** A threat with the names of what it is about. */
type Line = Listed & { element: string | null; diagram: string };

const keyOf = ({ id }: Line) => id;
const nameOf = ({ title }: Line) => title;
const leadsTo = ({ id }: Line) => ["threat", id] as const;

/** All threats of a threat model, to be filtered, changed and taken along. */
export function Register({ model }: { model: string }) {
  const t = useTranslations("threats");
  const words = useThreatWords();
  const address = useAddress();
  const list = useList({ sort: "number", filters: ["status", "severity", "category", "diagram"] });
  const register = useRead(registerKey(model), () => readRegister(model));
  const lines = useMemo((): Line[] => {
    const { threats = [], diagrams = [] } = register.data ?? {};
    const names = new Map(diagrams.map(({ id, name, elements }) => [id, { name, elements: new Map(elements) }]));
    return threats.map((threat) => {
      const diagram = names.get(threat.diagramId);
      return { ...threat, diagram: diagram?.name ?? "", element: diagram?.elements.get(threat.cell) ?? null };
    });
  }, [register.data]);
  const arranged = useMemo(() => {
    const by = {
      text: (line: Line) =>
        [line.title, line.description, line.mitigation, line.element, line.diagram, words.category(line.category)].join(
          " ",
        ),
      filters: {
        status: ({ status }: Line) => [status],
        severity: ({ severity }: Line) => [severity],
        category: ({ category }: Line) => [category],
        diagram: ({ diagramId }: Line) => [diagramId],
      },
      sorts: {
        number: ({ number }: Line) => number,
        title: ({ title }: Line) => title,
        element: ({ element }: Line) => element ?? "",
        diagram: ({ diagram }: Line) => diagram,
        category: ({ category }: Line) => words.category(category),
        severity: ({ severity }: Line) => severities.indexOf(severity),
        status: ({ status }: Line) => statuses.indexOf(status),
      },
    };
    return {
      ...arrange(lines, list, by),
      all: () => arrange(lines, { ...list, start: 0, size: lines.length }, by).rows,
    };
  }, [lines, list, words]);
  const open = lines.find(({ id }) => id === address.get("threat"));
  const elementOf = (line: Line) => (line.element === null ? t("goneShort") : line.element || t("unnamed"));
  const save = () => {
    const head = [t("number"), t("threat"), t("category"), t("severity"), t("status"), t("diagram"), t("element")];
    const rows = arranged
      .all()
      .map((line) => [
        ...[String(line.number), line.title, words.category(line.category), words.severity(line.severity)],
        ...[
          words.status(line.status),
          line.diagram,
          elementOf(line),
          line.description,
          line.mitigation,
          line.rule ?? "",
        ],
        line.facts.map(words.fact).join("; "),
      ]);
    const table = toCsv([[...head, t("description"), t("mitigation"), t("rule"), t("because")], ...rows]);
    download("threats.csv", "text/csv;charset=utf-8", table);
  };
  const { model: about } = register.data ?? {};
  const own = [...new Set(lines.map(({ category }) => category))].filter(
    (one) => !(categories as readonly string[]).includes(one),
  );
  return (
    <>
      <PageHead title={about ? t("pageTitle", { model: about.name }) : t("title")} says={t("says")} about="threats">
        <Link href={`/threat-models/${model}/report`} className={buttonClass()}>
          {t("report")}
        </Link>
        <Button onClick={save}>
          <Download size={16} aria-hidden /> {t("toCsv")}
        </Button>
      </PageHead>
      <ListFrame
        list={list}
        id="threats"
        label={t("list")}
        what={t("what", { n: lines.length })}
        of={register}
        rows={arranged.rows}
        total={arranged.total}
        keyOf={keyOf}
        nameOf={nameOf}
        columns={useColumns(elementOf)}
        leadsTo={leadsTo}
        filters={[
          { id: "status", word: t("status"), values: statuses.map((value) => ({ value, label: words.status(value) })) },
          {
            id: "severity",
            word: t("severity"),
            values: severities.map((value) => ({ value, label: words.severity(value) })),
          },
          {
            id: "category",
            word: t("category"),
            values: [...categories, ...own].map((value) => ({ value, label: words.category(value) })),
          },
          {
            id: "diagram",
            word: t("diagram"),
            values: (register.data?.diagrams ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
        ]}
        empty={<Empty title={t("emptyTitle")}>{t("emptySays")}</Empty>}
      />
      <ThreatPanel
        open={open !== undefined}
        threat={open ?? null}
        at={{ threatModelId: model, diagramId: open?.diagramId ?? "", cell: open?.cell ?? "" }}
        element={open ? `${open.diagram} · ${open.element === null ? t("gone") : elementOf(open)}` : ""}
        mayEdit={register.data?.mayEdit ?? false}
        onClose={() => address.close("threat")}
      />
    </>
  );
}

function useColumns(elementOf: (line: Line) => string): ColumnOf<Line>[] {
  const t = useTranslations("threats");
  const words = useThreatWords();
  return [
    {
      id: "title",
      word: t("threat"),
      sort: "up",
      cell: (line) => (
        <>
          <span className="block font-medium break-words">{line.title || t("untitled")}</span>
          <span className="block text-label text-muted">{words.category(line.category)}</span>
        </>
      ),
    },
    {
      id: "status",
      word: t("status"),
      sort: "up",
      phone: true,
      cell: ({ status }) => <Badge {...STATUS_LOOK[status]}>{words.status(status)}</Badge>,
    },
    {
      id: "severity",
      word: t("severity"),
      sort: "down",
      phone: true,
      cell: ({ severity }) => <Badge {...SEVERITY_LOOK[severity]}>{words.severity(severity)}</Badge>,
    },
    { id: "category", word: t("category"), sort: "up", away: true, cell: ({ category }) => words.category(category) },
    { id: "element", word: t("element"), sort: "up", phone: true, cell: (line) => <bdi>{elementOf(line)}</bdi> },
    {
      id: "diagram",
      word: t("diagram"),
      sort: "up",
      phone: true,
      cell: ({ diagram, diagramId }) => (
        <Link href={`/diagrams/${diagramId}?side=threats`} className="text-accent">
          <bdi>{diagram}</bdi>
        </Link>
      ),
    },
    { id: "number", word: t("number"), sort: "up", end: true, cell: ({ number }) => t("count", { n: number }) },
  ];
}
