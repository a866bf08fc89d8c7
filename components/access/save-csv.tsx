"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { download } from "@/components/ui/download";
import { Download } from "@/components/ui/icons";
import { useTell } from "@/components/ui/toast";
import { useNo } from "@/components/use-act";
import { toCsv } from "@/lib/domain/csv";

/** Saves all of an answer as a file, also what its page does not show. */
export function SaveCsv({ name, rowsOf }: { name: string; rowsOf(): Promise<string[][]> }) {
  const t = useTranslations("access");
  const tell = useTell();
  const no = useNo();
  const [pending, wait] = useState(false);
  const save = async () => {
    wait(true);
    try {
      download(name, "text/csv", toCsv(await rowsOf()));
    } catch (error) {
      tell(t("noCsv"), no(error)?.message);
    }
    wait(false);
  };
  return (
    <Button pending={pending} onClick={() => void save()}>
      <Download size={16} aria-hidden /> {t("csv")}
    </Button>
  );
}
