"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import { EllipsisVertical, Keyboard, LogOut, User, UserCog } from "@/components/ui/icons";
import { speak } from "@/lib/actions/language";
import { languageNames, tags } from "@/lib/domain/language";
import { useMe } from "../ui/me";
import { Menu, MenuChoice, MenuItem } from "../ui/menu";
import { useActing, useOwners } from "../words/acting";
import { Initials } from "../words/person";
import { leaveHere } from "./leave";
import { openCommands } from "./open-commands";

/** Who is signed in; how they like the pages, and the way out. */
export function Foot() {
  const t = useTranslations("shell");
  const foot = useRef<HTMLElement>(null);
  const { name, email, theme, palette, keep } = useMe();
  const locale = useLocale();
  const router = useRouter();
  const [owners, acting] = [useOwners(), useActing()];
  return (
    <section ref={foot} aria-label={t("signedInAs")} className="flex items-center gap-2 border-t border-line p-3">
      <Initials name={name || email} />
      <div className="min-w-0 flex-1 text-label">
        <p dir="auto" className="truncate font-medium rtl:text-end">
          {name || email}
        </p>
        <p dir="ltr" className="truncate text-muted rtl:text-end">
          {email}
        </p>
      </div>
      <Menu label={t("settings")} icon={EllipsisVertical} container={foot}>
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
    </section>
  );
}

/** Each in its own words, so that whoever is lost finds the way back. */
const languages = (Object.keys(languageNames) as (keyof typeof languageNames)[]).map((value) => ({
  value,
  word: languageNames[value],
  lang: value,
}));
