import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useLookWords } from "./cell-looks";
import type { AskedMatrix, MatrixPart } from "./queries";

/** The texts that say what stands above. */
export function useAboveWords(above: AskedMatrix["above"]) {
  const t = useTranslations("environments");
  const isModels = above === "models";
  return {
    above: t("above"),
    aboves: [
      { value: "environments", word: t("aboveEnvironments") },
      { value: "models", word: t("aboveModels") },
    ] as const,
    label: t(isModels ? "viewMatrixModels" : "viewMatrix"),
    people: t("whatPeople"),
    columns: t(isModels ? "whatModels" : "whatEnvironments"),
    what: t("whatMatrix"),
    emptyTitle: t("matrixEmptyTitle"),
    emptySays: t(isModels ? "matrixEmptyModels" : "matrixEmptySays"),
    csv: t("csv"),
    count: (people: number, columns: number) =>
      isModels
        ? t("matrixCountModels", { people, models: columns })
        : t("matrixCount", { people, environments: columns }),
  };
}

/** On a threat model people have one of three roles, whichever roles of the account it comes from. */
export function useNamed(data: MatrixPart | undefined): MatrixPart | undefined {
  const words = useLookWords();
  return useMemo(
    () =>
      data && {
        ...data,
        kinds: data.kinds.map((kind) => (kind.role ? { ...kind, roles: [words.role[kind.role]] } : kind)),
      },
    [data, words],
  );
}
