import { useTranslations } from "next-intl";
import { useLookWords } from "./cell-looks";
import { CellMark } from "./cell-mark";
import type { MatrixKind } from "./queries";

const sample = (change: Partial<MatrixKind>): MatrixKind => ({
  level: "direct",
  roles: [""],
  strength: "looks",
  denies: false,
  ...change,
});

/** What letters, filling and border say. */
export function Legend({ kinds, letters }: { kinds: readonly MatrixKind[]; letters: ReadonlyMap<string, string> }) {
  const t = useTranslations("environments");
  const { strength, level } = useLookWords();
  if (kinds.length === 0) return null;
  const lines: [MatrixKind, string][] = [
    [sample({ strength: "looks" }), strength.looks],
    [sample({ strength: "changes" }), strength.changes],
    [sample({ strength: "deletes" }), strength.deletes],
    [sample({ strength: "changes", level: "direct" }), level.direct],
    [sample({ strength: "changes", level: "group" }), level.group],
    [sample({ strength: "changes", level: "base" }), level.base],
    [sample({ strength: "changes", denies: true }), t("denies")],
  ];
  return (
    <div className="mt-3 text-label text-muted">
      <dl className="flex flex-wrap gap-x-4 gap-y-1">
        {[...letters].map(([role, letter]) => (
          <div key={role} className="flex gap-1.5">
            <dt className="font-medium text-ink">{letter}</dt>
            <dd>{role}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-1">{t("legendLetters")}</p>
      <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-2">
        {lines.map(([kind, word]) => (
          <li key={word} className="inline-flex items-center gap-2">
            <CellMark kind={kind} letters="" /> {word}
          </li>
        ))}
        <li className="inline-flex items-center gap-2">
          <CellMark kind={sample({})} letters="" faint /> {t("legendFaint")}
        </li>
      </ul>
    </div>
  );
}
