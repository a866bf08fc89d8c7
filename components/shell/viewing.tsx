"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { useMe } from "../ui/me";

// Drawn on the server like the rest, yet only whoever views as somebody brings its code.
const ViewingAs = lazy(async () => ({ default: (await import("./viewing-as")).ViewingAs }));

/** Says as whom one sees. */
export function Viewing() {
  const t = useTranslations("shell");
  const { viewed } = useMe();
  return (
    viewed && (
      <section aria-label={t("viewing")}>
        <Suspense>
          <ViewingAs {...viewed} />
        </Suspense>
      </section>
    )
  );
}
