import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useLookWords } from "./cell-looks";
import { CellMark } from "./cell-mark";
import type { AskedMatrix, MatrixKind } from "./queries";

const sample = (change: Partial<MatrixKind>): MatrixKind => ({
  level: "direct",
  roles: [""],
  role: null,
  now: null,
  strength: "looks",
  denies: false,
  ...change,
});

/** What letters, filling and border say, each in a line of its own. */
export function Legend({
  above,
  kinds,
  letters,
}: {
  above: AskedMatrix["above"];
  kinds: readonly MatrixKind[];
  letters: ReadonlyMap<string, string>;
}) {
  const t = useTranslations("environments");
  const { strength, level } = useLookWords();
  if (kinds.length === 0) return null;
  const isModels = above === "models";
  const changes = (change: Partial<MatrixKind>) => (
    <CellMark kind={sample({ strength: "changes", ...change })} letters="" />
  );
  return (
    <dl className="mt-4 grid gap-x-6 gap-y-3 text-label text-muted sm:grid-cols-[auto_minmax(0,1fr)]">
      <Line word={t(isModels ? "legendRole" : "legendLetters")}>
        {[...letters].map(([role, letter]) => (
          <Sample key={role} word={role} mark={<b className="font-medium text-ink">{letter}</b>} />
        ))}
        {!isModels && <Sample word={t("legendMore")} mark={<b className="font-medium text-ink">+</b>} />}
      </Line>
      <Line word={t("legendFilling")}>
        <Sample word={strength.looks} mark={<CellMark kind={sample({})} letters="" />} />
        <Sample word={strength.changes} mark={changes({})} />
        <Sample word={strength.deletes} mark={<CellMark kind={sample({ strength: "deletes" })} letters="" />} />
      </Line>
      <Line word={t("legendBorder")}>
        {isModels && <Sample word={level.list} mark={changes({ level: "list" })} />}
        <Sample word={t(isModels ? "kindDirectModel" : "kindDirect")} mark={changes({ level: "direct" })} />
        <Sample word={level.group} mark={changes({ level: "group" })} />
        <Sample word={level.base} mark={changes({ level: "base" })} />
      </Line>
      <Line word={t("legendMarks")}>
        <Sample word={t("denies")} mark={changes({ denies: true })} />
        <Sample word={t("legendFaint")} mark={<CellMark kind={sample({})} letters="" faint />} />
      </Line>
    </dl>
  );
}

function Line({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="font-medium sm:py-1.5">{word}</dt>
      <dd className="flex flex-wrap items-center gap-x-5 gap-y-2">{children}</dd>
    </div>
  );
}

function Sample({ mark, word }: { mark: ReactNode; word: string }) {
  return (
    <span className="inline-flex min-h-7 items-center gap-2">
      {mark} {word}
    </span>
  );
}
