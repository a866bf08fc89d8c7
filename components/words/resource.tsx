import { useFormatter, useTranslations } from "next-intl";
import { Boxes, Container, Database, Folder, Globe, type Icon, UserCog } from "@/components/ui/icons";
import type { ResourceType } from "@/lib/domain/resource";

/** A shared thing, as lists carry it. `name` is how people call an environment; groups and regions are called by their id. */
export type ResourceItem = { type: ResourceType; resourceId: string; name: string };

const kinds = {
  ENV: { icon: Container, word: "kindEnvironment" },
  ENV_GROUP: { icon: Folder, word: "kindGroup" },
  ACCOUNT: { icon: UserCog, word: "kindAccount" },
  VHI_REGION: { icon: Globe, word: "kindCloudRegion" },
  S3_REGION: { icon: Database, word: "kindStorageRegion" },
} as const satisfies Record<ResourceType, { icon: Icon; word: string }>;

const ALL = "*";

/** What shared things are called: alone, by kind, and several of them in a sentence ("shop-prod, Shop and 2 more"). */
export function useResourceWords() {
  const t = useTranslations("words");
  const format = useFormatter();
  const nameOf = ({ type, resourceId, name }: ResourceItem, inside = false): string => {
    if (type === "ACCOUNT") return t(inside ? "wholeAccountInside" : "wholeAccount");
    if (resourceId !== ALL) return type === "ENV" ? name : resourceId;
    if (type === "ENV") return t(inside ? "allEnvironmentsInside" : "allEnvironments");
    return t(inside ? "allGroupsInside" : "allGroups");
  };
  /** A text that may begin with what is no name, in capitals then. */
  const begun = (text: string, { type, resourceId }: Pick<ResourceItem, "type" | "resourceId">): string =>
    type === "ACCOUNT" || resourceId === ALL ? text.charAt(0).toLocaleUpperCase() + text.slice(1) : text;
  const kindOf = ({ type, resourceId }: Pick<ResourceItem, "type" | "resourceId">): string =>
    t(resourceId === ALL ? "kindCategory" : kinds[type].word);
  const inShort = (items: readonly ResourceItem[], most = 2): string => {
    const names = items.slice(0, most).map((item, n) => nameOf(item, n > 0));
    const rest = items.length - names.length;
    return rest > 0
      ? t("andMore", { names: format.list(names, { type: "unit" }), n: rest })
      : format.list(names, { type: "conjunction" });
  };
  return { nameOf, begun, kindOf, inShort };
}

const HEX = /^#[0-9a-f]{3,8}$/i;

/** Its kind stands beside it where the name does not say it. `color`: the one its owner gave a group, `#rrggbb`; anything else is none. */
export function Resource({ item, kind = true, color }: { item: ResourceItem; kind?: boolean; color?: string }) {
  const { nameOf, kindOf } = useResourceWords();
  const Icon = item.resourceId === ALL ? Boxes : kinds[item.type].icon;
  return (
    <span className="inline-flex min-w-0 items-start gap-2 align-top">
      <Icon
        size={16}
        aria-hidden
        className="mt-px flex-none text-muted"
        {...(color && HEX.test(color) && { style: { color, fill: "currentColor" } })}
      />
      <span className="min-w-0 break-words">
        {nameOf(item)}
        {kind && item.type !== "ACCOUNT" && item.resourceId !== ALL && (
          <span className="text-muted"> {kindOf(item)}</span>
        )}
      </span>
    </span>
  );
}
