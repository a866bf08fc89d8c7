"use client";

import { useTranslations } from "next-intl";
import { useAddress } from "../ui/address";
import { buttonClass } from "../ui/button";
import { Menu } from "../ui/icons";
import { useWaiting } from "./waiting";

/** Opens the sheet with the rail, where there is no room for it beside the page. */
export function MenuButton() {
  const t = useTranslations("shell");
  const address = useAddress();
  const waiting = useWaiting("invitations") + useWaiting("requests");
  return (
    <button
      type="button"
      className={buttonClass("quiet", "w-10 px-0!")}
      aria-label={waiting ? t("menuWaiting", { n: waiting }) : t("menu")}
      onClick={() => address.open("menu", "open")}
    >
      <Menu size={20} aria-hidden />
    </button>
  );
}
