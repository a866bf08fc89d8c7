"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Share2 } from "@/components/ui/icons";
import { later } from "@/components/ui/later";

const DiagramSharing = later(async () => (await import("./diagram-sharing")).DiagramSharing);

/** Who can open a diagram, told where it is drawn. */
export function ShareDiagram({ model, diagram }: { model: string; diagram: string }) {
  const t = useTranslations("panels");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" className="w-8 px-0!" aria-label={t("whoCanOpen")} onClick={() => setOpen(true)}>
        <Share2 size={16} aria-hidden />
      </Button>
      <DiagramSharing open={open} onClose={() => setOpen(false)} model={model} diagram={diagram} />
    </>
  );
}
