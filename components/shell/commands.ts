"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  CircleHelp,
  Eye,
  EyeOff,
  LogOut,
  Monitor,
  Moon,
  Palette,
  Search,
  Sun,
  User,
  UserCog,
} from "@/components/ui/icons";
import { type Command, commandsHere } from "../ui/commands";
import { useHref } from "../ui/link";
import { useMe } from "../ui/me";
import { useActing, useOf, useOwners } from "../words/acting";
import { leaveHere } from "./leave";
import { isOwn, parts } from "./pages";

export type CommandPart = { id: "go" | "here" | "self"; word: string; commands: Command[] };

/** With what the page itself can do, as it was when this was opened. */
export function usePartsHere(parts: readonly CommandPart[]): CommandPart[] {
  const [here] = useState(commandsHere);
  return parts.map((part) => (part.id === "here" ? { ...part, commands: [...here, ...part.commands] } : part));
}

/** Everything the frame can do, whatever the page: where one can go, and how it looks. */
export function useFrameCommands({ onSheet }: { onSheet(): void }): CommandPart[] {
  const t = useTranslations("shell");
  const router = useRouter();
  const me = useMe();
  const hrefOf = useHref();
  const [owners, acting] = [useOwners(), useActing()];
  const { ownerUid } = useOf();
  const isShown = (href: string) => !me.viewed || ownerUid !== undefined || !isOwn(href);
  const go = parts({ demo: me.demo }).flatMap(({ links }) =>
    links
      .filter(({ href }) => isShown(href))
      .map(({ href, word, icon, key }) => ({
        id: href,
        word: t("goTo", { page: t(word) }),
        keys: `g ${key}`,
        icon,
        run: () => router.push(hrefOf(href)),
      })),
  );
  const search: Command = {
    id: "search",
    word: t("searchHere"),
    keys: "/",
    icon: Search,
    run: () => document.querySelector<HTMLElement>("[data-search]")?.focus(),
  };
  const looks = [
    { id: "light", icon: Sun, word: t("wearLight"), run: () => me.keep({ theme: "light" }) },
    { id: "dark", icon: Moon, word: t("wearDark"), run: () => me.keep({ theme: "dark" }) },
    { id: "system", icon: Monitor, word: t("wearSystem"), run: () => me.keep({ theme: "system" }) },
  ].filter(({ id }) => id !== me.theme);
  const accounts: Command[] = [
    ...(acting ? [{ id: "own", word: t("workOwn"), icon: User, run: () => router.push("/members") }] : []),
    ...owners
      .filter((owner) => owner !== acting)
      .map(({ uid, name }) => ({
        id: `owner ${uid}`,
        word: t("workFor", { name }),
        icon: UserCog,
        run: () => router.push(`/members?of=${uid}`),
      })),
  ];
  return [
    { id: "go", word: t("go"), commands: [...go, ...accounts] },
    { id: "here", word: t("onThisPage"), commands: [search] },
    {
      id: "self",
      word: t("lookAndKeys"),
      commands: [
        { id: "sheet", word: t("shortcuts"), keys: "?", icon: CircleHelp, run: onSheet },
        ...looks,
        me.palette === "usual"
          ? {
              id: "palette",
              word: t("wearColourblind"),
              icon: Palette,
              run: () => me.keep({ palette: "colourblind" }),
            }
          : { id: "palette", word: t("wearUsual"), icon: Palette, run: () => me.keep({ palette: "usual" }) },
        me.shortcuts
          ? { id: "keys", word: t("keysOff"), icon: EyeOff, run: () => me.keep({ shortcuts: false }) }
          : { id: "keys", word: t("keysOn"), icon: Eye, run: () => me.keep({ shortcuts: true }) },
        ...(me.dismissed.length > 0
          ? [{ id: "explain", word: t("explainAgain"), icon: Eye, run: () => me.keep({ dismissed: [] }) }]
          : []),
        { id: "leave", word: t("signOut"), icon: LogOut, run: () => void leaveHere() },
      ],
    },
  ];
}
