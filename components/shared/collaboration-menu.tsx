"use client";

import { useTranslations } from "next-intl";
import { useAddress } from "@/components/ui/address";
import { LogOut, Pencil } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { SharedWithMe } from "@/lib/actions/pages";
import { calledBy } from "./queries";

const Rename = later(async () => (await import("./rename")).Rename);
const Leave = later(async () => (await import("./leave")).Leave);

/** What a member can do about a collaboration: call it their own way, and leave. What is asked stands in the address. */
export function CollaborationMenu({ of }: { of: SharedWithMe }) {
  const t = useTranslations("shared");
  const address = useAddress();
  const called = calledBy(of);
  const form = (verb: "rename" | "leave") => ({
    of,
    open: address.get("ask") === `${verb}.${of.id}`,
    onClose: () => address.close("ask"),
  });
  const ask = (verb: "rename" | "leave") => address.open("ask", `${verb}.${of.id}`);
  return (
    <>
      <Menu label={t("actionsFor", { called })}>
        <MenuItem onSelect={() => ask("rename")}>
          <Pencil size={16} aria-hidden /> {t("rename")}
        </MenuItem>
        <MenuItem danger onSelect={() => ask("leave")}>
          <LogOut size={16} aria-hidden className="rtl:-scale-x-100" /> {t("leave")}
        </MenuItem>
      </Menu>
      <Rename {...form("rename")} />
      <Leave {...form("leave")} />
    </>
  );
}
