"use client";

import { useTranslations } from "next-intl";
import { ListChecks } from "@/components/ui/icons";
import { Menu, MenuItem } from "@/components/ui/menu";
import { type Decision, decisions } from "@/lib/domain/review";
import { decisionLooks } from "./words";

/** The same for all lines that fit, on every page. */
export function AllMenu({ total, onPick }: { total: number; onPick(decision: Decision): void }) {
  const t = useTranslations("review");
  if (total === 0) return null;
  return (
    <Menu label={t("allOf", { n: total })} shows icon={ListChecks}>
      {decisions.map((one) => {
        const { icon: Icon, word } = decisionLooks[one];
        return (
          <MenuItem key={one} danger={one === "remove"} onSelect={() => onPick(one)}>
            <Icon size={16} aria-hidden /> {t("allAct", { word: t(word), n: total })}
          </MenuItem>
        );
      })}
    </Menu>
  );
}
