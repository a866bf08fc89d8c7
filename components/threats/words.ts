"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Tone } from "@/components/ui/badge";
import { CircleAlert, CircleCheck, CircleMinus, type Icon, TriangleAlert } from "@/components/ui/icons";
import type { FactName } from "@/lib/domain/threats/facts";
import { type Category, type Fact, isCategory, type Severity, type Status } from "@/lib/domain/threats/threat";

const CATEGORY = {
  spoofing: "spoofing",
  tampering: "tampering",
  repudiation: "repudiation",
  "information-disclosure": "disclosure",
  "denial-of-service": "denial",
  "elevation-of-privilege": "elevation",
} as const satisfies Record<Category, string>;

const SEVERITY = {
  unknown: "unknown",
  low: "low",
  medium: "medium",
  high: "high",
  critical: "critical",
} as const satisfies Record<Severity, string>;

const STATUS = {
  open: "open",
  mitigated: "mitigated",
  "not-applicable": "notApplicable",
} as const satisfies Record<Status, string>;

/** A state is told by an icon and a word, never by colour alone. */
export const STATUS_LOOK: Record<Status, { tone: Tone; icon: Icon }> = {
  open: { tone: "wait", icon: CircleAlert },
  mitigated: { tone: "allow", icon: CircleCheck },
  "not-applicable": { tone: "muted", icon: CircleMinus },
};
export const SEVERITY_LOOK: Record<Severity, { tone: Tone; icon: Icon }> = {
  unknown: { tone: "muted", icon: CircleMinus },
  low: { tone: "muted", icon: TriangleAlert },
  medium: { tone: "wait", icon: TriangleAlert },
  high: { tone: "deny", icon: TriangleAlert },
  critical: { tone: "deny", icon: CircleAlert },
};

const FACT = {
  crossesBoundary: "crossesBoundary",
  fromActor: "fromActor",
  toActor: "toActor",
  toStore: "toStore",
  fromStore: "fromStore",
  isPublicNetwork: "isPublicNetwork",
  isEncrypted: "isEncrypted",
  takesFromActor: "takesFromActor",
  takesFromOutside: "takesFromOutside",
  readsStore: "readsStore",
  writesStore: "writesStore",
  inBoundary: "inBoundary",
  isRead: "isRead",
  isWritten: "isWritten",
  isWrittenByMany: "isWrittenByMany",
  storesCredentials: "storesCredentials",
  isALog: "isALog",
  isSigned: "isSigned",
  isWebApplication: "isWebApplication",
  handlesCardPayment: "handlesCardPayment",
  hasPrivilege: "hasPrivilege",
  providesAuthentication: "providesAuthentication",
  sendsToBoundary: "sendsToBoundary",
} as const satisfies Record<FactName, string>;
const isFact = (name: string): name is FactName => Object.hasOwn(FACT, name);

/** What threats, and what is said of them, are called here. */
export function useThreatWords() {
  const t = useTranslations("threats");
  return useMemo(
    () => ({
      category: (word: string): string => (isCategory(word) ? t(CATEGORY[word]) : word),
      severity: (one: Severity): string => t(SEVERITY[one]),
      status: (one: Status): string => t(STATUS[one]),
      fact: ({ is, of }: Fact): string => {
        const name = is.replace("!", "");
        const word = isFact(name) ? t(FACT[name]) : name;
        const said = is.startsWith("!") ? t("not", { fact: word }) : word;
        return of ? t("factOf", { fact: said, of }) : said;
      },
    }),
    [t],
  );
}
