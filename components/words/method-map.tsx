"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "../ui/badge";
import { ChevronRight, CircleMinus, CirclePlus, Eye, type Icon, Lock, TriangleAlert } from "../ui/icons";
import { byService, shortName } from "./methods";
import type { CatalogueEntry } from "./role-book";
import { useServiceWords } from "./services";

/** What holds of one method in a picture: held, taken away by a denial, held but not by whoever looks, or not held. */
export type Mark = "held" | "denied" | "lacking" | "none";

const COLUMNS = 26;
const PITCH = 12;
const SIZE = 9;

/**
 * What a role or a policy can do, as a picture: a square a method in its service, full where it can do harm, hollow where it only
 * reads. Each service unfolds to its methods by name; those with nothing are only named. `denies`: a picture of what is denied.
 */
export function MethodMap({
  catalogue,
  markOf,
  denies = false,
}: {
  catalogue: readonly CatalogueEntry[];
  markOf(method: string): Mark;
  denies?: boolean;
}) {
  const t = useTranslations("methods");
  const format = useFormatter();
  const nameOf = useServiceWords();
  const services = servicesOf(catalogue);
  const touched = services.filter(([, entries]) => entries.some((entry) => markOf(entry.name) !== "none"));
  const others = services.filter((service) => !touched.includes(service));
  if (touched.length === 0) return <p className="text-table text-muted">{t("nothing")}</p>;
  return (
    <div>
      <Legend catalogue={catalogue} markOf={markOf} />
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {touched.map(([service, entries]) => (
          <li key={service} className="break-inside-avoid">
            <Service service={service} name={nameOf(service)} entries={entries} markOf={markOf} denies={denies} />
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <p className="mt-2 text-label text-muted">
          {t("nothingIn", {
            n: others.length,
            names: format.list(
              others.map(([service]) => nameOf(service)),
              { type: "unit" },
            ),
          })}
        </p>
      )}
    </div>
  );
}

function Service({
  service,
  name,
  entries,
  markOf,
  denies,
}: {
  service: string;
  name: string;
  entries: readonly CatalogueEntry[];
  markOf(method: string): Mark;
  denies: boolean;
}) {
  const t = useTranslations("methods");
  const marked = entries.filter((entry) => markOf(entry.name) !== "none");
  const held = denies ? marked : marked.filter((entry) => markOf(entry.name) !== "denied");
  const unsafe = held.filter((entry) => !entry.isSafe).length;
  const denied = marked.length - held.length;
  return (
    <ServiceFold
      service={service}
      name={name}
      className="min-h-10 grid-cols-[16px_minmax(0,1fr)_auto] gap-x-2 gap-y-1.5 lg:grid-cols-[16px_minmax(0,1fr)_312px_104px]"
      beside={
        <>
          <span className="text-end lg:order-last">
            <span className="block">{t("someOf", { some: held.length, all: entries.length })}</span>
            <span className="block text-label text-muted">
              {unsafe > 0 ? t("unsafeOf", { n: unsafe }) : held.length > 0 ? t("onlyReads") : ""}
            </span>
            {denied > 0 && <span className="block text-label text-deny">{t("deniedOf", { n: denied })}</span>}
          </span>
          <span className="col-span-2 col-start-2 lg:col-span-1 lg:col-start-auto">
            <Squares entries={entries} markOf={markOf} />
          </span>
        </>
      }
    >
      <ul className="grid gap-x-6 pb-3 ps-6 sm:grid-cols-2 print:grid-cols-2">
        {marked.map((entry) => (
          <MethodLine key={entry.name} entry={entry} mark={markOf(entry.name)} />
        ))}
      </ul>
    </ServiceFold>
  );
}

/** A service in one line, that unfolds to what is said of it. `beside`: what stands in the line after its name. */
export function ServiceFold({
  service,
  name,
  className,
  beside,
  children,
}: {
  service: string;
  name: string;
  className: string;
  beside: ReactNode;
  children: ReactNode;
}) {
  return (
    <details className="group print:[&::details-content]:[content-visibility:visible]">
      <summary
        className={`grid list-none items-center py-2 text-table [&::-webkit-details-marker]:hidden ${className}`}
      >
        <ChevronRight
          size={16}
          aria-hidden
          className="text-muted group-open:rotate-90 rtl:-scale-x-100 rtl:group-open:-rotate-90 print:invisible"
        />
        <span className="min-w-0">
          <span className="block font-medium break-words">{name}</span>
          <span className="block font-mono text-label break-all text-muted">{service}</span>
        </span>
        {beside}
      </summary>
      {children}
    </details>
  );
}

/** The squares of one service; what they say stands beside them in words. */
export function Squares({
  entries,
  markOf,
  columns = COLUMNS,
}: {
  entries: readonly CatalogueEntry[];
  markOf(method: string): Mark;
  columns?: number;
}) {
  const across = Math.min(columns, entries.length);
  const width = across * PITCH - (PITCH - SIZE);
  const height = Math.ceil(entries.length / columns) * PITCH - (PITCH - SIZE);
  return (
    <svg
      aria-hidden="true"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="block max-w-full rtl:-scale-x-100"
    >
      {entries.map((entry, at) => (
        <Square
          key={entry.name}
          x={(at % columns) * PITCH}
          y={Math.floor(at / columns) * PITCH}
          isSafe={entry.isSafe}
          mark={markOf(entry.name)}
        />
      ))}
    </svg>
  );
}

function Square({ x, y, isSafe, mark }: { x: number; y: number; isSafe: boolean; mark: Mark }) {
  if (mark === "none") return <circle cx={x + SIZE / 2} cy={y + SIZE / 2} r={1.25} className="fill-edge" />;
  if (mark === "denied") {
    const [a, b] = [1, SIZE - 1];
    return (
      <path
        d={`M${x + a} ${y + a}L${x + b} ${y + b}M${x + b} ${y + a}L${x + a} ${y + b}`}
        strokeWidth={2}
        className="stroke-deny"
      />
    );
  }
  const tone = mark === "lacking" ? "text-wait" : "text-allow";
  if (mark === "lacking") {
    return (
      <path
        d={`M${x + SIZE / 2} ${y + 0.5}L${x + SIZE} ${y + SIZE - 0.5}L${x} ${y + SIZE - 0.5}Z`}
        className={tone}
        fill={isSafe ? "none" : "currentColor"}
        stroke="currentColor"
      />
    );
  }
  return (
    <rect
      x={x + 0.75}
      y={y + 0.75}
      width={SIZE - 1.5}
      height={SIZE - 1.5}
      rx={1.5}
      className={tone}
      stroke="currentColor"
      strokeWidth={1.5}
      fill={isSafe ? "none" : "currentColor"}
    />
  );
}

/** What the squares mean, of those that are there. */
export function Legend({ catalogue, markOf }: { catalogue: readonly CatalogueEntry[]; markOf(method: string): Mark }) {
  const t = useTranslations("methods");
  const some = (mark: Mark, isSafe?: boolean) =>
    catalogue.some((entry) => markOf(entry.name) === mark && (isSafe === undefined || entry.isSafe === isSafe));
  const line = (mark: Mark, isSafe: boolean, word: string) => (
    <span className="inline-flex items-center gap-1.5">
      <svg aria-hidden="true" width={SIZE} height={SIZE} viewBox={`0 0 ${SIZE} ${SIZE}`} className="flex-none">
        <Square x={0} y={0} isSafe={isSafe} mark={mark} />
      </svg>
      {word}
    </span>
  );
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-label text-muted">
      {some("held", true) && line("held", true, t("legendReads"))}
      {some("held", false) && line("held", false, t("legendUnsafe"))}
      {some("denied") && line("denied", false, t("legendDenied"))}
      {some("lacking") && line("lacking", false, t("legendLacking"))}
      {some("none") && line("none", false, t("legendNone"))}
    </p>
  );
}

const marks = {
  denied: { tone: "deny", icon: CircleMinus, word: "denied" },
  lacking: { tone: "wait", icon: Lock, word: "lacking" },
} as const satisfies Partial<Record<Mark, { tone: "deny" | "wait"; icon: Icon; word: string }>>;

function MethodLine({ entry, mark }: { entry: CatalogueEntry; mark: Mark }) {
  const t = useTranslations("methods");
  const more = mark === "denied" || mark === "lacking" ? marks[mark] : null;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-2 py-0.5">
      <span className={`font-mono text-label break-all ${mark === "denied" ? "line-through" : ""}`}>
        {shortName(entry.name)}
      </span>
      <span className="text-label">
        {more ? (
          <Badge tone={more.tone} icon={more.icon}>
            {t(more.word)}
          </Badge>
        ) : (
          <Safety isSafe={entry.isSafe} />
        )}
      </span>
    </li>
  );
}

/** Whether a method only reads, in an icon and a word. */
export function Safety({ isSafe }: { isSafe: boolean }) {
  const t = useTranslations("methods");
  return (
    <span
      className={`inline-flex items-center gap-1 text-label whitespace-nowrap ${isSafe ? "text-muted" : "text-wait"}`}
    >
      {isSafe ? <Eye size={12} aria-hidden /> : <TriangleAlert size={12} aria-hidden />}
      {t(isSafe ? "reads" : "unsafe")}
    </span>
  );
}

/** "3 methods more, 1 fewer.", and which on demand. */
export function MethodChanges({ more, fewer }: { more: readonly string[]; fewer: readonly string[] }): ReactNode {
  return (
    <ul className="grid gap-x-6 sm:grid-cols-2">
      {more.map((name) => (
        <li key={name} className="flex items-center gap-1.5 font-mono text-label break-all">
          <CirclePlus size={12} aria-hidden className="flex-none text-allow" />
          <ChangeWord word="more" /> {name}
        </li>
      ))}
      {fewer.map((name) => (
        <li key={name} className="flex items-center gap-1.5 font-mono text-label break-all">
          <CircleMinus size={12} aria-hidden className="flex-none text-deny" />
          <ChangeWord word="fewer" /> {name}
        </li>
      ))}
    </ul>
  );
}

function ChangeWord({ word }: { word: "more" | "fewer" }) {
  const t = useTranslations("methods");
  return <span className="sr-only">{t(word)}</span>;
}

/** The catalogue by service; in each what only reads first, so that a picture is calm. */
export function servicesOf(catalogue: readonly CatalogueEntry[]): [service: string, entries: CatalogueEntry[]][] {
  const byName = new Map(catalogue.map((entry) => [entry.name, entry]));
  return byService(catalogue.map((entry) => entry.name)).map(([service, names]) => [
    service,
    names
      .map((name) => byName.get(name)!)
      .sort((a, b) => Number(b.isSafe) - Number(a.isSafe) || (a.name < b.name ? -1 : 1)),
  ]);
}
