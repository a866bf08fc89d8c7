import { useFormatter, useTranslations } from "next-intl";
import { Clock } from "@/components/ui/icons";
import { Initials } from "@/components/words/person";
import type { PlaceLine } from "./queries";

type Access = Pick<PlaceLine, "access">;

/** Whoever has access: the first as initials, the others as a number; all of it in words for those who listen. */
export function Faces({ access: { first, direct, group, base, waiting } }: Access) {
  const t = useTranslations("environments");
  const format = useFormatter();
  const all = direct + group + base;
  const more = all - first.length;
  const names = first.map(({ name }) => name);
  const words =
    all === 0
      ? t("onlyYou")
      : more > 0
        ? t("facesMore", { names: format.list(names, { type: "unit" }), n: more })
        : format.list(names, { type: "conjunction" });
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1" title={all > 0 ? words : undefined}>
      {all === 0 ? (
        <span className="text-muted">{words}</span>
      ) : (
        <span className="inline-flex items-center">
          <span className="sr-only">{words}</span>
          <span aria-hidden className="flex gap-1">
            {first.map((face) => (
              <Initials key={face.collaborationId} name={face.name} size="small" team={face.team} />
            ))}
          </span>
          {more > 0 && (
            <span aria-hidden className="ms-1.5 text-label text-muted">
              {t("plus", { n: more })}
            </span>
          )}
        </span>
      )}
      {waiting > 0 && (
        <span className="inline-flex items-center gap-1 whitespace-nowrap text-label text-muted">
          <Clock size={12} aria-hidden /> {t("waiting", { n: waiting })}
        </span>
      )}
    </span>
  );
}

/** At which level: on the thing itself, by a group around it, or by everything of its kind. */
export function Levels({ line: { type, resourceId, access } }: { line: PlaceLine }) {
  const t = useTranslations("environments");
  const format = useFormatter();
  const { direct, group, base } = access;
  // A category is shared as such: there is nothing around it.
  if (resourceId === "*") return base > 0 ? t("levelDirect", { n: base }) : null;
  const parts = [
    ...(direct > 0 ? [t("levelDirect", { n: direct })] : []),
    ...(group > 0 ? [t("levelGroup", { n: group })] : []),
    ...(base > 0 ? [t(type === "ENV" ? "levelEnvironments" : "levelGroups", { n: base })] : []),
  ];
  return parts.length > 0 ? format.list(parts, { type: "unit" }) : null;
}
