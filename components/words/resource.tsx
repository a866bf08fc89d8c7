import { Boxes, Container, Database, Folder, Globe, type LucideIcon, UserCog } from "lucide-react";
import type { ResourceType } from "@/lib/domain/resource";

/** A shared thing, as lists carry it. `name` is how people call an environment; groups and regions are called by their id. */
export type ResourceItem = { type: ResourceType; resourceId: string; name: string };

const kinds: Record<ResourceType, { icon: LucideIcon; word: string }> = {
  ENV: { icon: Container, word: "environment" },
  ENV_GROUP: { icon: Folder, word: "group" },
  ACCOUNT: { icon: UserCog, word: "the account itself" },
  VHI_REGION: { icon: Globe, word: "cloud region" },
  S3_REGION: { icon: Database, word: "storage region" },
};

const ALL = "*";

export function resourceWord({ type, resourceId, name }: ResourceItem): string {
  if (type === "ACCOUNT") return "Whole account";
  if (resourceId === ALL) return type === "ENV" ? "All environments" : "All groups";
  return type === "ENV" ? name : resourceId;
}

export const kindWord = ({ type, resourceId }: Pick<ResourceItem, "type" | "resourceId">): string =>
  resourceId === ALL ? "category" : kinds[type].word;

export function Resource({ item, kind = true }: { item: ResourceItem; kind?: boolean }) {
  const Icon = item.resourceId === ALL ? Boxes : kinds[item.type].icon;
  return (
    <span className="inline-flex min-w-0 items-start gap-2">
      <Icon size={16} aria-hidden className="mt-px flex-none text-muted" />
      <span className="min-w-0 break-words">
        {resourceWord(item)}
        {kind && <span className="text-muted"> {kindWord(item)}</span>}
      </span>
    </span>
  );
}

const isWide = ({ type, resourceId }: ResourceItem): boolean => type === "ACCOUNT" || resourceId === ALL;

/** "shop-prod, Shop and 2 more". */
export function resourcesInShort(items: readonly ResourceItem[], most = 2): string {
  const names = items
    .slice(0, most)
    .map((item, n) => (n > 0 && isWide(item) ? resourceWord(item).toLowerCase() : resourceWord(item)));
  const rest = items.length - names.length;
  return rest > 0 ? `${names.join(", ")} and ${rest} more` : names.join(" and ");
}
