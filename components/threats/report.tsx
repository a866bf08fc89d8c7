"use client";

import { useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHead } from "@/components/ui/page";
import { Shown } from "@/components/ui/states";
import { Moment } from "@/components/words/day";
import { categories } from "@/lib/domain/threats/threat";
import { readRegister, registerKey } from "./queries";
import { type Part, partsOf } from "./report-parts";
import { SEVERITY_LOOK, STATUS_LOOK, useThreatWords } from "./words";

/** The threat report: each diagram as it is, its elements against STRIDE, and every threat in full. Made to be printed. */
export function Report({ model, pictures, at }: { model: string; pictures: Record<string, string>; at: string }) {
  const t = useTranslations("threats");
  const register = useRead(registerKey(model), () => readRegister(model));
  const { data } = register;
  return (
    <>
      <PageHead
        title={data ? t("reportTitle", { model: data.model.name }) : t("report")}
        says={
          <>
            {t("reportAt")} <Moment at={at} />
          </>
        }
      >
        <Link href={`/threat-models/${model}/threats`} className="self-center text-accent print:hidden">
          {t("register")}
        </Link>
        <Button look="primary" onClick={() => window.print()}>
          {t("print")}
        </Button>
      </PageHead>
      <Shown of={register} what={t("report")} empty={null} isEmpty={false} rows={6}>
        {data && (
          <>
            <p className="mb-6 text-body font-medium">{t("reportSum", countsOf(data.threats))}</p>
            {partsOf(data).map((part) => (
              <Diagram key={part.id} part={part} picture={pictures[part.id]} />
            ))}
          </>
        )}
      </Shown>
    </>
  );
}

const countsOf = (threats: readonly { status: string }[]) => ({
  n: threats.length,
  open: threats.filter(({ status }) => status === "open").length,
});

function Diagram({ part, picture }: { part: Part; picture: string | undefined }) {
  const t = useTranslations("threats");
  return (
    <section className="mb-10 print:mb-6 print:break-after-page print:last:break-after-auto">
      <h2 className="mb-3 text-why font-semibold break-words">{part.name}</h2>
      {picture && (
        // biome-ignore lint/performance/noImgElement: it was just drawn
        <img
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`}
          alt={t("pictureOf", { diagram: part.name })}
          className="mb-4 max-h-[60vh] max-w-full rounded-md border border-line object-contain print:max-h-[45vh]"
        />
      )}
      {part.elements.length === 0 ? <p className="text-muted">{t("noneYet")}</p> : <Inside part={part} />}
    </section>
  );
}

const cellClass = "border-b border-line px-2 py-1.5 align-top";
const headClass = `${cellClass} text-start text-label font-medium`;

function Inside({ part }: { part: Part }) {
  const t = useTranslations("threats");
  const words = useThreatWords();
  const nameOf = (name: string | null) => (name === null ? t("goneShort") : name || t("unnamed"));
  const columns = [...categories, ...part.others];
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="mb-6 overflow-x-auto print:overflow-visible" aria-label={t("stride")} tabIndex={0}>
        <table className="w-full border-collapse text-table">
          <caption className="mb-1 text-start text-body font-semibold">{t("stride")}</caption>
          <thead className="print:table-header-group">
            <tr>
              <th scope="col" className={headClass}>
                {t("element")}
              </th>
              {columns.map((one) => (
                <th key={one} scope="col" className={headClass}>
                  {words.category(one)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {part.elements.map((element) => (
              <tr key={element.cell} className="break-inside-avoid">
                <th scope="row" className={`${cellClass} text-start font-medium break-words`}>
                  <bdi>{nameOf(element.name)}</bdi>
                </th>
                {columns.map((one) => (
                  <td key={one} className={`${cellClass} whitespace-nowrap`}>
                    {element.threats
                      .filter(({ category }) => category === one)
                      .map(({ number }) => t("count", { n: number }))
                      .join(", ") || "–"}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <ol className="flex flex-col gap-4">
        {part.elements
          .flatMap(({ name, threats }) => threats.map((threat) => ({ name, threat })))
          .sort((a, b) => a.threat.number - b.threat.number)
          .map(({ name, threat }) => (
            <li key={threat.id} className="border-t border-line pt-3 print:break-inside-avoid">
              <h3 className="text-table font-semibold break-words">
                {t("count", { n: threat.number })}. {threat.title || t("untitled")}
              </h3>
              <p className="my-1 flex flex-wrap gap-x-4 gap-y-1 text-table">
                <Badge {...STATUS_LOOK[threat.status]}>{words.status(threat.status)}</Badge>
                <Badge {...SEVERITY_LOOK[threat.severity]}>{words.severity(threat.severity)}</Badge>
                <span>{words.category(threat.category)}</span>
                <bdi>{nameOf(name)}</bdi>
              </p>
              {threat.description && <p className="max-w-prose text-table whitespace-pre-line">{threat.description}</p>}
              {threat.mitigation && (
                <p className="mt-1 max-w-prose text-table whitespace-pre-line">
                  <span className="font-medium">{t("mitigation")}:</span> {threat.mitigation}
                </p>
              )}
              {threat.facts.length > 0 && (
                <p className="mt-1 text-label text-muted">
                  {t("because")} {threat.facts.map(words.fact).join(" · ")}
                </p>
              )}
            </li>
          ))}
      </ol>
    </>
  );
}
