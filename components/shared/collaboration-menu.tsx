"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { LogOut, Pencil } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { SharedWithMe } from "@/lib/actions/pages";
import { calledBy } from "./queries";

const Rename = later(async () => (await import("./rename")).Rename);
const Leave = later(async () => (await import("./leave")).Leave);

/** What a member can do about a collaboration: call it their own way, and leave. */
export function CollaborationMenu({ of }: { of: SharedWithMe }) {
  const t = useTranslations("shared");
  const [asks, setAsks] = useState<"rename" | "leave" | null>(null);
  const called = calledBy(of);
  const close = () => setAsks(null);
  return (
    <>
      <Menu label={t("actionsFor", { called })}>
        <MenuItem onSelect={() => setAsks("rename")}>
          <Pencil size={16} aria-hidden /> {t("rename")}
        </MenuItem>
        <MenuItem danger onSelect={() => setAsks("leave")}>
          <LogOut size={16} aria-hidden className="rtl:-scale-x-100" /> {t("leave")}
        </MenuItem>
      </Menu>
      <Rename of={of} open={asks === "rename"} onClose={close} />
      <Leave of={of} open={asks === "leave"} onClose={close} />
    </>
  );
}
