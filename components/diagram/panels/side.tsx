"use client";

import { Tabs } from "@base-ui/react/tabs";
import { useTranslations } from "next-intl";
import { type ComponentType, useDeferredValue, useMemo, useSyncExternalStore } from "react";
import { findingsIn } from "@/lib/domain/diagram/grammar";
import { setAddress, useAddress } from "../../ui/address";
import { buttonClass } from "../../ui/button";
import { Panel } from "../../ui/dialog";
import { PanelRight, X } from "../../ui/icons";
import { later } from "../../ui/later";
import type { Room } from "../room";
import { useRoomState } from "../use-room-state";
import type { TabProps } from "./facts";
import { Properties } from "./properties";
import { aroundNow } from "./seen";

/** `count`: how much waits there. `wide`: it needs room. */
export type SideTab = { id: string; word: string; count?: number; wide?: boolean; Inside: ComponentType<TabProps> };

const Outline = later<TabProps>(async () => (await import("./outline")).Outline);
const Checks = later<TabProps>(async () => (await import("./checks")).Checks);
const Versions = later<TabProps>(async () => (await import("./versions")).Versions);

const NONE: readonly SideTab[] = [];
const CLOSED = "closed";

/** Beside the canvas: what is chosen, the diagram as a table, what is wrong with it, how it was. On a phone a sheet over it. */
export function Side({ more = NONE, ...props }: TabProps & { more?: readonly SideTab[] }) {
  const t = useTranslations("panels");
  const address = useAddress();
  const asked = address.get("side");
  const isNarrow = useSyncExternalStore(onNarrow, narrow, () => false);
  const tabs = [...useTabs(props.room), ...more];
  const open = asked === null ? !isNarrow : asked !== CLOSED;
  const shown = tabs.find(({ id }) => id === asked) ?? tabs[0]!;
  const choose = (id: string) => setAddress({ side: id === tabs[0]!.id && !isNarrow ? null : id });
  const close = () => (isNarrow ? address.close("side") : setAddress({ side: CLOSED }));

  if (isNarrow) {
    return (
      <>
        <Opener word={t("open")} onOpen={() => address.open("side", tabs[0]!.id)} />
        <Panel open={open} onClose={close} title={t("side")}>
          <Inside {...props} tabs={tabs} shown={shown} onChoose={choose} />
        </Panel>
      </>
    );
  }
  if (!open) return <Opener word={t("open")} onOpen={() => setAddress({ side: null })} />;
  return (
    <aside
      aria-label={t("side")}
      className={`flex min-h-0 flex-none flex-col border-s border-line bg-paper ${shown.wide ? "w-[min(560px,50vw)]" : "w-[clamp(380px,31vw,440px)]"}`}
    >
      <Inside {...props} tabs={tabs} shown={shown} onChoose={choose} onClose={close} />
    </aside>
  );
}

function Opener({ word, onOpen }: { word: string; onOpen(): void }) {
  return (
    <button
      type="button"
      aria-label={word}
      title={word}
      onClick={onOpen}
      className={buttonClass(
        "plain",
        "absolute! end-3 top-3 z-10 w-8 px-0! max-sm:top-auto max-sm:bottom-3 max-sm:w-11 max-sm:h-11!",
      )}
    >
      <PanelRight size={16} aria-hidden className="rtl:-scale-x-100" />
    </button>
  );
}

function useTabs(room: Room): SideTab[] {
  const t = useTranslations("panels");
  const cells = useDeferredValue(useRoomState(room, (state) => state.cells));
  const count = useMemo(() => findingsIn(cells, aroundNow(cells)).length, [cells]);
  return [
    { id: "properties", word: t("properties"), Inside: Properties },
    { id: "outline", word: t("outline"), wide: true, Inside: Outline },
    { id: "checks", word: t("checks"), count, Inside: Checks },
    { id: "versions", word: t("versions"), Inside: Versions },
  ];
}

function Inside({
  tabs,
  shown,
  onChoose,
  onClose,
  ...props
}: TabProps & { tabs: readonly SideTab[]; shown: SideTab; onChoose(id: string): void; onClose?: () => void }) {
  const t = useTranslations("panels");
  return (
    <Tabs.Root value={shown.id} onValueChange={onChoose} className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center border-b border-line ps-1 pe-2">
        <Tabs.List aria-label={t("side")} activateOnFocus className="flex min-w-0 flex-1 overflow-x-auto">
          {tabs.map(({ id, word, count }) => (
            <Tabs.Tab
              key={id}
              value={id}
              className="flex h-10 flex-none items-center gap-1.5 border-b-2 border-transparent px-1.5 text-table text-muted -outline-offset-2! hover:text-ink data-active:border-accent data-active:font-medium data-active:text-ink"
            >
              {word}
              {count !== undefined && count > 0 && (
                <span className="rounded-md bg-sunken px-1 text-label text-ink">{t("count", { n: count })}</span>
              )}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {onClose && (
          <button type="button" aria-label={t("close")} onClick={onClose} className={buttonClass("quiet", "w-8 px-0!")}>
            <X size={16} aria-hidden />
          </button>
        )}
      </div>
      <Tabs.Panel value={shown.id} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto p-4 max-sm:px-0">
        <shown.Inside {...props} />
      </Tabs.Panel>
    </Tabs.Root>
  );
}

const query = () => window.matchMedia("(max-width: 639.98px)");
const narrow = (): boolean => query().matches;
function onNarrow(tell: () => void): () => void {
  const asked = query();
  asked.addEventListener("change", tell);
  return () => asked.removeEventListener("change", tell);
}
