import { useFormatter, useTranslations } from "next-intl";
import { areasOf } from "@/lib/domain/areas";
import { Fold } from "../ui/fold";
import { Methods } from "./methods";

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
