import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { openInAddress } from "@/components/ui/address";
import { EnvState } from "./env-state";
import type { PlaceShown } from "./queries";

/** What the thing is, in a few lines. */
export function PlaceFacts({ place }: { place: PlaceShown }) {
  const t = useTranslations("environments");
  const words = useTranslations("words");
  const facts: [string, ReactNode][] = [];
  if (place.status !== null) facts.push([t("columnState"), <EnvState key="state" status={place.status} />]);
  if (place.shownAs) facts.push([t("shownAs"), place.shownAs]);
  if (place.region) facts.push([t("region"), place.region]);
  if (place.groups.length > 0) facts.push([t("inGroups"), <Groups key="groups" paths={place.groups} />]);
  if (place.type === "ENV_GROUP" || place.resourceId === "*") {
    const holds = [
      words("environments", { n: place.environments }),
      ...(place.innerGroups > 0 ? [words("groups", { n: place.innerGroups })] : []),
    ];
    facts.push([t("holds"), holds.join(", ")]);
  }
  if (facts.length === 0) return null;
  return (
    <dl className="mb-6 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-table">
      {facts.map(([word, fact]) => (
        <Fragment key={word}>
          <dt className="text-muted">{word}</dt>
          <dd className="break-words">{fact}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Groups({ paths }: { paths: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {paths.map((path) => (
        <button
          key={path}
          type="button"
          className="rounded-md text-accent underline-offset-2 hover:underline"
          onClick={() => openInAddress("thing", `ENV_GROUP:${path}`)}
        >
          {path}
        </button>
      ))}
    </span>
  );
}
