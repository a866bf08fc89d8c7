"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { openInAddress } from "@/components/ui/address";
import { Menu, MenuItem } from "@/components/ui/menu";
import { NEW } from "@/components/use-judged";
import { useOf } from "@/components/words/acting";
import { ask, keyOf } from "./asks";
import type { Thing } from "./queries";
import { useCopyLink } from "./use-copy-link";
import { usePlacing, useRefusals, useSharing } from "./use-may";

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
  const isWide = thing.id === "*" || thing.type === "ACCOUNT" || thing.type.endsWith("REGION");
  return (
    <Menu label={label} {...(panel && { container: panel })}>
      {!panel && <MenuItem onSelect={() => openInAddress("thing", keyOf(thing))}>{t("whoHasAccess")}</MenuItem>}
      {!panel && <Share thing={thing} />}
      <MenuItem onSelect={() => copyLink(thing)}>{t("copyLink")}</MenuItem>
      {!isWide && thing.type === "ENV" && <WithEnvironment thing={thing} />}
      {!isWide && thing.type === "ENV_GROUP" && <WithGroup thing={thing} />}
    </Menu>
  );
}

function Share({ thing }: { thing: Thing }) {
  const t = useTranslations("environments");
  return (
    <MenuItem {...useSharing(thing)} onSelect={() => ask("share", thing)}>
      {t("share")}
    </MenuItem>
  );
}

/** A delegate does what they may; what they may not they can ask for. Which groups it may go into, the form says. */
function WithEnvironment({ thing }: { thing: Thing }) {
  const t = useTranslations("environments");
  const [rename, remove] = useRefusals([
    { verb: "setEnvDisplayName", input: { envName: thing.id, displayName: "" } },
    { verb: "deleteEnv", input: { envName: thing.id } },
  ]);
  return (
    <>
      <MenuItem {...rename} onSelect={() => ask("rename", thing)}>
        {t("rename")}
      </MenuItem>
      <MenuItem {...usePlacing(thing)} onSelect={() => ask("place", thing)}>
        {t("place")}
      </MenuItem>
      <MenuItem danger {...remove} onSelect={() => ask("remove", thing)}>
        {t("delete")}
      </MenuItem>
    </>
  );
}

function WithGroup({ thing }: { thing: Thing }) {
  const t = useTranslations("environments");
  const of = useOf();
  const [edit, make, makeGroup, remove] = useRefusals([
    { verb: "editGroup", input: { srcGroupName: thing.id, ...of } },
    { verb: "registerEnv", input: { envName: NEW, envGroups: [thing.id], ...of } },
    { verb: "createGroup", input: { envGroup: `${thing.id}/${NEW}`, ...of } },
    { verb: "removeGroup", input: { envGroup: thing.id, ...of } },
  ]);
  return (
    <>
      <MenuItem {...edit} onSelect={() => ask("edit", thing)}>
        {t("editGroup")}
      </MenuItem>
      <MenuItem {...make} onSelect={() => ask("environment", thing)}>
        {t("makeInside")}
      </MenuItem>
      <MenuItem {...makeGroup} onSelect={() => ask("group", thing)}>
        {t("makeGroupInside")}
      </MenuItem>
      <MenuItem danger {...remove} onSelect={() => ask("remove", thing)}>
        {t("removeGroup")}
      </MenuItem>
    </>
  );
}
