"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { openInAddress } from "@/components/ui/address";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useOf, useOnlyOwner } from "@/components/words/acting";
import { ask, keyOf } from "./asks";
import type { Thing } from "./queries";
import { useCopyLink } from "./use-copy-link";
import { useMay } from "./use-may";

/** What else can be done with a thing. `panel`: it stands in the panel of the thing, which needs no way to itself. */
export function PlaceMenu({
  thing,
  label,
  panel,
}: {
  thing: Thing;
  label: string;
  panel?: RefObject<HTMLElement | null>;
}) {
  const t = useTranslations("environments");
  const copyLink = useCopyLink();
  const refused = useOnlyOwner();
  const isWide = thing.id === "*" || thing.type === "ACCOUNT" || thing.type.endsWith("REGION");
  return (
    <Menu label={label} {...(panel && { container: panel })}>
      {!panel && <MenuItem onSelect={() => openInAddress("thing", keyOf(thing))}>{t("whoHasAccess")}</MenuItem>}
      {!panel && <MenuItem onSelect={() => ask("share", thing)}>{t("share")}</MenuItem>}
      <MenuItem onSelect={() => copyLink(thing)}>{t("copyLink")}</MenuItem>
      {!isWide && thing.type === "ENV" && (
        <>
          <Rename thing={thing} />
          <MenuItem refused={refused} onSelect={() => ask("place", thing)}>
            {t("place")}
          </MenuItem>
          <MenuItem danger refused={refused} onSelect={() => ask("remove", thing)}>
            {t("delete")}
          </MenuItem>
        </>
      )}
      {!isWide && thing.type === "ENV_GROUP" && (
        <>
          <MenuItem refused={refused} onSelect={() => ask("edit", thing)}>
            {t("editGroup")}
          </MenuItem>
          <MenuItem refused={refused} onSelect={() => ask("environment", thing)}>
            {t("makeInside")}
          </MenuItem>
          <MenuItem refused={refused} onSelect={() => ask("group", thing)}>
            {t("makeGroupInside")}
          </MenuItem>
          <MenuItem danger refused={refused} onSelect={() => ask("remove", thing)}>
            {t("removeGroup")}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

const RENAME = "environment.control.SetEnvDisplayName";

/** A delegate renames what they may; what they may not they can ask for. */
function Rename({ thing }: { thing: Thing }) {
  const t = useTranslations("environments");
  const words = useTranslations("words");
  const may = useMay(thing);
  const of = useOf();
  const refused = may && !may.has(RENAME) ? words("notYours") : undefined;
  return (
    <MenuItem
      refused={refused}
      why={{ resourceType: thing.type, resourceId: thing.id, serviceMethod: RENAME, ...of }}
      onSelect={() => ask("rename", thing)}
    >
      {t("rename")}
    </MenuItem>
  );
}
