"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import type { RefObject } from "react";
import { EllipsisVertical, Keyboard, LogOut, User, UserCog } from "@/components/ui/icons";
import { speak } from "@/lib/actions/language";
import { languageNames, tags } from "@/lib/domain/language";
import { useMe } from "../ui/me";
import { Menu, MenuChoice, MenuItem } from "../ui/menu";
import { useActing, useOwners } from "../words/acting";
import { leaveHere } from "./leave";
import { openCommands } from "./open-commands";

/** How somebody likes the pages, and the way out. */
export function SelfMenu({ label, container }: { label: string; container: RefObject<HTMLElement | null> }) {
  const t = useTranslations("shell");
  const { theme, palette, keep } = useMe();
  const locale = useLocale();
  const router = useRouter();
  const [owners, acting] = [useOwners(), useActing()];
  return (
    <Menu label={label} icon={EllipsisVertical} container={container}>
      {acting && (
        <MenuItem onSelect={() => router.push("/members")}>
          <User size={16} aria-hidden /> {t("workOwn")}
        </MenuItem>
      )}
      {owners
        .filter((owner) => owner !== acting)
        .map((owner) => (
          <MenuItem key={owner.uid} onSelect={() => router.push(`/members?of=${owner.uid}`)}>
            <UserCog size={16} aria-hidden /> {t("workFor", { name: owner.name })}
          </MenuItem>
        ))}
      {owners.length > 0 && <hr className="my-1 border-line" />}
      <MenuChoice
        label={t("theme")}
        value={theme}
        onChoose={(chosen) => keep({ theme: chosen })}
        choices={[
          { value: "light", word: t("themeLight") },
          { value: "dark", word: t("themeDark") },
          { value: "system", word: t("themeSystem") },
        ]}
      />
      <MenuChoice
        label={t("colours")}
        value={palette}
        onChoose={(chosen) => keep({ palette: chosen })}
        choices={[
          { value: "usual", word: t("coloursUsual") },
          { value: "colourblind", word: t("coloursColourblind") },
        ]}
      />
      <MenuChoice
        label={t("language")}
        value={languages.find(({ value }) => tags[value] === locale)?.value ?? "en"}
        onChoose={(chosen) => void speak(chosen).then(() => window.location.reload())}
        choices={languages}
      />
      <hr className="my-1 border-line" />
      <MenuItem onSelect={() => openCommands("sheet")}>
        <Keyboard size={16} aria-hidden /> {t("shortcuts")}
      </MenuItem>
      <MenuItem onSelect={() => void leaveHere()}>
        <LogOut size={16} aria-hidden className="rtl:-scale-x-100" /> {t("signOut")}
      </MenuItem>
    </Menu>
  );
}

/** Each in its own words, so that whoever is lost finds the way back. */
const languages = (Object.keys(languageNames) as (keyof typeof languageNames)[]).map((value) => ({
  value,
  word: languageNames[value],
  lang: value,
}));
