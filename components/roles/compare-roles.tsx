"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/field";
import { X } from "@/components/ui/icons";
import { Shown } from "@/components/ui/states";
import { Legend, type Mark, ServiceFold, Squares, servicesOf } from "@/components/words/method-map";
import { shortName } from "@/components/words/methods";
import {
  type RoleBook as Book,
  type CatalogueEntry,
  catalogueKey,
  policiesOf,
  type Role,
  readCatalogue,
  sumOf,
  type Template,
} from "@/components/words/role-book";
import { useServiceWords } from "@/components/words/services";

type One = Role | Template;
type Side = { name: string; holds(method: string): boolean; markOf(method: string): Mark };
type Props = {
  open: boolean;
  book: Book;
  left: One;
  right: One;
  choices: readonly One[];
  onChoose(role: One): void;
  onClose(): void;
};

/** Two roles side by side: service by service, what both allow and what only one does. */
export function CompareRoles({ book, left, right, choices, onChoose, onClose }: Props) {
  const t = useTranslations("roles");
  const catalogue = useRead(catalogueKey, readCatalogue);
  const [a, b] = [sideOf(left, book), sideOf(right, book)];
  return (
    <article aria-labelledby="role-name">
      <header className="mb-6 flex flex-wrap items-end gap-x-4 gap-y-3">
        <h2 id="role-name" className="min-w-0 flex-1 basis-48 self-center text-why font-semibold break-words">
          {t("comparing", { name: left.name })}
        </h2>
        <div className="w-60 max-sm:w-full">
          <SelectField
            label={t("compareWith")}
            value={choices.indexOf(right)}
            onChange={(event) => onChoose(choices[Number(event.target.value)]!)}
          >
            {choices.map((one, at) => (
              <option key={"id" in one ? one.id : one.key} value={at}>
                {"id" in one ? one.name : t("readyMadeNamed", { name: one.name })}
              </option>
            ))}
          </SelectField>
        </div>
        <Button onClick={onClose} className="print:hidden">
          <X size={16} aria-hidden /> {t("endCompare")}
        </Button>
      </header>
      <Shown of={catalogue} what={t("whatMethods")} isEmpty={false} empty={null}>
        {catalogue.data && <Both catalogue={catalogue.data.filter((one) => one.shareable)} a={a} b={b} />}
      </Shown>
    </article>
  );
}

function sideOf(role: One, book: Book): Side {
  const { allowed, denied } = sumOf(policiesOf(role.policyIds, book.policies));
  return {
    name: role.name,
    holds: (name) => allowed.has(name),
    markOf: (name) => (allowed.has(name) ? "held" : denied.has(name) ? "denied" : "none"),
  };
}

function Both({ catalogue, a, b }: { catalogue: readonly CatalogueEntry[]; a: Side; b: Side }) {
  const t = useTranslations("roles");
  const format = useFormatter();
  const nameOf = useServiceWords();
  const parts = partsOf(catalogue, a, b);
  const services = servicesOf(catalogue);
  const differing = services.filter(([, entries]) => entries.some(({ name }) => a.holds(name) !== b.holds(name)));
  const alike = services.filter(
    (service) => !differing.includes(service) && service[1].some(({ name }) => a.holds(name)),
  );
  return (
    <>
      <dl className="mb-4 flex flex-wrap gap-x-8 gap-y-2">
        {(
          [
            [t("onlyIn", { name: a.name }), parts.left.length],
            [t("inBoth"), parts.both.length],
            [t("onlyIn", { name: b.name }), parts.right.length],
          ] as const
        ).map(([word, n]) => (
          <div key={word} className="flex flex-col-reverse">
            <dt className="text-label text-muted">{word}</dt>
            <dd className="text-title font-semibold">{t("number", { n })}</dd>
          </div>
        ))}
      </dl>
      <Legend catalogue={catalogue} markOf={(name) => (a.holds(name) ? "held" : b.markOf(name))} />
      {differing.length === 0 && <p className="mt-4">{t("alike")}</p>}
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {differing.map(([service, entries]) => (
          <li key={service} className="break-inside-avoid">
            <Service name={nameOf(service)} service={service} entries={entries} a={a} b={b} />
          </li>
        ))}
      </ul>
      {alike.length > 0 && (
        <p className="mt-2 text-label text-muted">
          {t("sameIn", {
            n: alike.length,
            names: format.list(
              alike.map(([service]) => nameOf(service)),
              { type: "unit" },
            ),
          })}
        </p>
      )}
    </>
  );
}

function Service({
  name,
  service,
  entries,
  a,
  b,
}: {
  name: string;
  service: string;
  entries: readonly CatalogueEntry[];
  a: Side;
  b: Side;
}) {
  const t = useTranslations("roles");
  const { left, right, both } = partsOf(entries, a, b);
  const lists = [
    [t("onlyIn", { name: a.name }), left],
    [t("onlyIn", { name: b.name }), right],
    [t("inBoth"), both],
  ] as const;
  return (
    <ServiceFold
      service={service}
      name={name}
      className="grid-cols-[16px_minmax(0,1fr)] gap-2 lg:grid-cols-[16px_minmax(0,1fr)_216px_216px]"
      beside={[a, b].map((side, at) => (
        <span key={side.name} className="col-start-2 flex flex-col gap-1 lg:col-start-auto">
          <span className="text-label text-muted">
            {t("sideCount", { name: side.name, n: entries.filter((entry) => side.holds(entry.name)).length })}
            {(at === 0 ? left : right).length > 0 && (
              <span className="ms-2 font-medium text-ink">{t("alone", { n: (at === 0 ? left : right).length })}</span>
            )}
          </span>
          <Squares entries={entries} markOf={side.markOf} columns={18} />
        </span>
      ))}
    >
      <div className="grid gap-x-6 gap-y-3 pb-3 ps-6 sm:grid-cols-3">
        {lists.map(([title, names]) => (
          <div key={title}>
            <h3 className="text-label font-medium">{title}</h3>
            {names.length === 0 && <p className="text-label text-muted">{t("nothingOnly")}</p>}
            <ul>
              {names.map((method) => (
                <li key={method} className="font-mono text-label break-all text-muted">
                  {shortName(method)}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </ServiceFold>
  );
}

function partsOf(entries: readonly CatalogueEntry[], a: Side, b: Side) {
  const names = (fits: (name: string) => boolean) => entries.map((entry) => entry.name).filter(fits);
  return {
    left: names((name) => a.holds(name) && !b.holds(name)),
    right: names((name) => b.holds(name) && !a.holds(name)),
    both: names((name) => a.holds(name) && b.holds(name)),
  };
}
