import { useFormatter, useTranslations } from "next-intl";
import { Workflow } from "@/components/ui/icons";
import { Resource, type ResourceItem, useResourceWords } from "@/components/words/resource";
import type { Reached } from "./queries";

/** What somebody may call something on: what can be shared, or a threat model. */
export type ThingItem = Pick<Reached, "type" | "resourceId" | "name">;

const isModel = (item: ThingItem): boolean => item.type === "MODEL";

/** What things are called: alone, and the first of `total` in a sentence. */
export function useThingWords() {
  const words = useTranslations("words");
  const format = useFormatter();
  const { nameOf: resourceName } = useResourceWords();
  const nameOf = (item: ThingItem, inside = false): string =>
    isModel(item) ? item.name : resourceName(item as ResourceItem, inside);
  const inShort = (items: readonly ThingItem[], total: number): string => {
    const names = items.map((item, n) => nameOf(item, n > 0));
    return total > names.length
      ? words("andMore", { names: format.list(names, { type: "unit" }), n: total - names.length })
      : format.list(names, { type: "conjunction" });
  };
  return { nameOf, inShort };
}

/** As addresses name it. */
export const namedIn = ({ type, resourceId }: ThingItem): { thing: string } | { model: string } =>
  type === "MODEL" ? { model: resourceId } : { thing: `${type}:${resourceId}` };

export function Thing({ item }: { item: ThingItem }) {
  const t = useTranslations("access");
  if (!isModel(item)) return <Resource item={item as ResourceItem} />;
  return (
    <span className="inline-flex min-w-0 items-start gap-2 align-top">
      <Workflow size={16} aria-hidden className="mt-px flex-none text-muted" />
      <span className="min-w-0 break-words">
        {item.name} <span className="text-muted">{t("kindModel")}</span>
      </span>
    </span>
  );
}
