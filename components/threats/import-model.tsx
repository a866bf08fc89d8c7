"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FileUp } from "@/components/ui/icons";
import { later } from "@/components/ui/later";

const ImportPanel = later(async () => (await import("./import-panel")).ImportPanel);

/** The button that takes in a threat model from a file. */
export function ImportModel() {
  const t = useTranslations("threats");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <FileUp size={16} aria-hidden /> {t("import")}
      </Button>
      <ImportPanel open={open} onClose={() => setOpen(false)} />
    </>
  );
}
