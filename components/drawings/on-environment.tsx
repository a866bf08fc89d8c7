"use client";

import { useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { buttonClass } from "@/components/ui/button";
import { Plus } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { NowIn } from "./now-in";
import { modelsKey, onGroup, onOne, readModels } from "./queries";
import { TilesOf } from "./tiles-of";

/** Who is in a diagram about one environment now; nothing where none is drawn. */
export function NowOnEnvironment({ appid }: { appid: string }) {
  const asked = onOne(appid);
  const models = useRead(modelsKey(asked), () => readModels(asked)).data?.models ?? [];
  const drawings = models.flatMap(({ diagrams }) => diagrams);
  return drawings.length > 0 && <NowIn drawings={drawings} />;
}

/** The same for all environments inside a group. */
export function NowInGroup({ path, ownerUid }: { path: string; ownerUid?: number }) {
  const asked = onGroup(path, ownerUid);
  const models = useRead(modelsKey(asked), () => readModels(asked)).data?.models ?? [];
  const drawings = models.flatMap(({ diagrams }) => diagrams);
  return drawings.length > 0 && <NowIn drawings={drawings} />;
}

/** What is drawn about one environment, and where to begin with more. */
export function OnEnvironment({ appid, mayMake }: { appid: string; mayMake: boolean }) {
  const t = useTranslations("drawings");
  const asked = onOne(appid);
  const models = useRead(modelsKey(asked), () => readModels(asked)).data?.models;
  if (!models) return null;
  const diagrams = models.reduce((n, model) => n + model.diagrams.length, 0);
  return (
    <Section
      title={t("title", { n: diagrams })}
      aside={
        mayMake && (
          <Link href={`/threat-models?ask=make&on=${appid}`} className={buttonClass("quiet", "-me-3")}>
            <Plus size={16} aria-hidden /> {t("makeHere")}
          </Link>
        )
      }
    >
      {diagrams > 0 ? (
        <div className="pt-1">
          <TilesOf label={t("title", { n: diagrams })} models={models} />
        </div>
      ) : (
        <p className="border-y border-line py-4 text-table text-muted">{t("nothingHere")}</p>
      )}
    </Section>
  );
}
