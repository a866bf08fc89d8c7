"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { useAddress } from "@/components/ui/address";
import { useCommands } from "@/components/ui/commands";
import { FolderPlus, Grid3x3, type Icon, ListTree, Plus } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import { Link } from "@/components/ui/link";
import { PageHead } from "@/components/ui/page";
import { Refusable } from "@/components/ui/refusable";
import { thingIn } from "@/components/words/choices";
import { ask, askIn } from "./asks";
import { useMakes } from "./use-may";

// Drawn on the server like the rest, yet each view brings only its own code.
const PlaceTree = lazy(async () => ({ default: (await import("./place-tree")).PlaceTree }));
const Matrix = lazy(async () => ({ default: (await import("./matrix")).Matrix }));
const AccessPanel = later(async () => (await import("./access-panel")).AccessPanel);
const Asks = later(async () => (await import("./ask-forms")).AskForms);

/** What I have and who reaches it: as a tree, or as a table of people by environments or threat models. */
export function EnvironmentsPage({ view }: { view: "tree" | "matrix" }) {
  const t = useTranslations("environments");
  const address = useAddress();
  const { make, makeGroup } = useMakes();
  const asked = askIn(address.get("ask"));
  const thing = thingIn(address.get("thing"));
  const makes = [
    { id: "environment", word: t("make"), keys: "c", icon: Plus, run: () => ask("environment") },
    { id: "group", word: t("makeGroup"), icon: FolderPlus, run: () => ask("group") },
  ];
  useCommands(makes.filter(({ id }) => !(id === "group" ? makeGroup : make)?.refused));
  return (
    <>
      <PageHead title={t("title")} says={t("says")} about="environments">
        <Refusable refused={makeGroup?.refused} why={makeGroup?.why} onClick={() => ask("group")}>
          <FolderPlus size={16} aria-hidden /> {t("makeGroup")}
        </Refusable>
        <Refusable look="primary" refused={make?.refused} why={make?.why} onClick={() => ask("environment")}>
          <Plus size={16} aria-hidden /> {t("make")}
        </Refusable>
      </PageHead>
      <nav aria-label={t("views")} className="mb-4 flex gap-1 border-b border-line">
        <View href="/environments" icon={ListTree} here={view === "tree"}>
          {t("viewTree")}
        </View>
        <View href="/environments?view=matrix" icon={Grid3x3} here={view === "matrix"}>
          {t("viewTable")}
        </View>
      </nav>
      <Suspense>{view === "tree" ? <PlaceTree /> : <Matrix />}</Suspense>
      <AccessPanel open={thing !== null} thing={thing} asked={asked} />
      <Asks open={asked !== null && thing === null} asked={asked} />
    </>
  );
}

const viewClass = "-mb-px inline-flex h-9 items-center gap-2 rounded-t-md border-b-2 px-3 text-table max-sm:h-11";

function View({ href, icon: Glyph, here, children }: { href: string; icon: Icon; here: boolean; children: string }) {
  return (
    <Link
      href={href}
      aria-current={here ? "page" : undefined}
      className={`${viewClass} ${here ? "border-accent font-medium" : "border-transparent text-muted hover:text-ink"}`}
    >
      <Glyph size={16} aria-hidden /> {children}
    </Link>
  );
}
