/** The room of their texts. */
export const AREA_ROOM = "words";

/** Services by what they are about, for people who have never heard of a method: each the name of a text. */
const areas = [
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
] as const satisfies (readonly [prefix: string, area: string])[];

export type Area = (typeof areas)[number][1];

/** What these methods are about, each area once. */
export function areasOf(methods: readonly string[]): Area[] {
  const found = new Set(methods.map((name) => areas.find(([prefix]) => name.startsWith(prefix))?.[1]));
  return [...new Set(areas.map(([, area]) => area))].filter((area) => found.has(area));
}
