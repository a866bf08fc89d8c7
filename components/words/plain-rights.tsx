import type { Messages } from "next-intl";
import { useFormatter, useTranslations } from "next-intl";
import { Fold } from "../ui/fold";
import { Methods } from "./methods";

type Area = keyof Messages["words"] & `area${string}`;

/** Services by what they are about, for people who have never heard of a method. */
const areas: readonly (readonly [prefix: string, area: Area])[] = [
  ["environment.billing", "areaCosts"],
  ["billing.", "areaCosts"],
  ["environment.file", "areaFiles"],
  ["environment.deployment", "areaDeployment"],
  ["environment.build", "areaDeployment"],
  ["environment.vcs", "areaDeployment"],
  ["environment.binder", "areaDomains"],
  ["environment.security", "areaFirewall"],
  ["environment.trigger", "areaAlerts"],
  ["environment.group", "areaGroups"],
  ["environment.export", "areaExports"],
  ["environment.", "areaEnvironments"],
  ["statistic.", "areaStatistics"],
  ["utils.scheduler", "areaSchedule"],
  ["marketplace.", "areaMarketplace"],
  ["users.", "areaPeople"],
  ["iaas.", "areaCloud"],
  ["s3.", "areaStorage"],
  ["threatmodel.session", "areaSessions"],
  ["threatmodel.", "areaModels"],
];

/** What somebody may look at and what they may change, in plain words; below, folded, every method by its name. */
export function PlainRights({ sees, changes }: { sees: readonly string[]; changes: readonly string[] }) {
  const t = useTranslations("words");
  const format = useFormatter();
  const said = (methods: readonly string[]) => format.list(areasOf(methods).map((area) => t(area)));
  if (sees.length + changes.length === 0) return <p className="text-muted">{t("nothing")}</p>;
  return (
    <div className="min-w-0">
      {sees.length > 0 && <p>{t.rich("maySee", { what: said(sees), b })}</p>}
      <p>{changes.length > 0 ? t.rich("mayChange", { what: said(changes), b }) : t("mayChangeNothing")}</p>
      <Fold line={<span className="text-muted">{t("methods", { n: sees.length + changes.length })}</span>}>
        <Methods names={[...sees, ...changes]} />
      </Fold>
    </div>
  );
}

const b = (inside: React.ReactNode) => <span className="text-muted">{inside}</span>;

function areasOf(methods: readonly string[]): Area[] {
  const found = methods.flatMap((name) => areas.find(([prefix]) => name.startsWith(prefix))?.[1] ?? []);
  return [...new Set(areas.map(([, area]) => area))].filter((area) => found.includes(area));
}
