"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Hand } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import type { Lack } from "./queries";

const AskPanel = later(async () => (await import("./ask-panel")).AskPanel);

/** A button to ask for what is missing, where it is missing; null once nothing is, and whoever asked still reads that. */
export function AskAccess({ lack: now, className = "" }: { lack: Lack | null; className?: string }) {
  const t = useTranslations("ui");
  const [open, setOpen] = useState(false);
  const [last, setLast] = useState(now);
  if (now && now !== last) setLast(now);
  const lack = now ?? last;
  if (!lack) return null;
  return (
    <>
      {now && (
        <Button className={className} onClick={() => setOpen(true)}>
          <Hand size={16} aria-hidden /> {t("requestAccess")}
        </Button>
      )}
      <AskPanel open={open} onClose={() => setOpen(false)} lack={lack} />
    </>
  );
}
