import type { Messages } from "next-intl";
import { useTranslations } from "next-intl";

/** What the services of the catalogue are about, in a word or two. */
const words: Readonly<Record<string, keyof Messages["methods"]>> = {
  "billing.account": "billingAccount",
  "billing.pricing": "billingPricing",
  "environment.billing": "environmentBilling",
  "environment.binder": "environmentBinder",
  "environment.build": "environmentBuild",
  "environment.control": "environmentControl",
  "environment.deployment": "environmentDeployment",
  "environment.export": "environmentExport",
  "environment.file": "environmentFile",
  "environment.group": "environmentGroup",
  "environment.node": "environmentNode",
  "environment.nodegroup": "environmentNodegroup",
  "environment.security": "environmentSecurity",
  "environment.tracking": "environmentTracking",
  "environment.trigger": "environmentTrigger",
  "environment.vcs": "environmentVcs",
  "iaas.project": "iaasProject",
  "marketplace.app": "marketplaceApp",
  "marketplace.console": "marketplaceConsole",
  "marketplace.favorite": "marketplaceFavorite",
  "marketplace.installation": "marketplaceInstallation",
  "marketplace.jps": "marketplaceJps",
  "s3.account": "s3Account",
  "s3.bucket": "s3Bucket",
  "statistic.statistic": "statistic",
  "threatmodel.diagram": "threatmodelDiagram",
  "threatmodel.model": "threatmodelModel",
  "threatmodel.session": "threatmodelSession",
  "users.account": "usersAccount",
  "users.authentication": "usersAuthentication",
  "users.collaboration": "usersCollaboration",
  "users.team": "usersTeam",
  "utils.scheduler": "utilsScheduler",
};

/** "Files" for `environment.file`; a service we have no word for is called as programs call it. */
export function useServiceWords(): (service: string) => string {
  const t = useTranslations("methods");
  return (service) => {
    const key = words[service];
    return key ? t(key as "billingAccount") : service;
  };
}
