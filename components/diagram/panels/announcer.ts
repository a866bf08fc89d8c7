"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { announce } from "../../ui/announce";
import type { Room } from "../room";
import type { View } from "../view";
import { Heard, type Summary } from "./heard";
import { useNames } from "./seen";

/** What others do, said aloud: at most every three seconds, and not at all where somebody does not want it. */
export function useAnnouncer(room: Room, view: View) {
  const t = useTranslations("panels");
  const names = useNames();
  const format = useFormatter();
  const say = useEffectEvent((summaries: readonly Summary[]) => {
    if (view.getState().muted) return;
    const { people, cells } = room.getState();
    const one = (ids: readonly string[]): string => {
      const cell = ids.length === 1 ? cells.get(ids[0]!) : undefined;
      return cell ? names.name(cell) : t("elements", { n: ids.length });
    };
    const sentences = summaries.map(({ by, added, removed, moved, changed }) => {
      const what = [
        ...(added.length > 0 ? [t("heardAdded", { what: one(added) })] : []),
        ...(removed.length > 0 ? [t("heardRemoved", { what: one(removed) })] : []),
        ...(moved.length > 0 ? [t("heardMoved", { what: one(moved) })] : []),
        ...(changed.length > 0 ? [t("heardChanged", { what: one(changed) })] : []),
      ];
      return t("heard", { who: names.person(people, by), what: format.list(what, { type: "conjunction" }) });
    });
    announce(sentences.join(" "));
  });
  useEffect(() => {
    const heard = new Heard((summaries) => say(summaries));
    const stop = room.onRemote(({ by, cells }) => heard.hear(by, cells));
    return () => {
      stop();
      heard.stop();
    };
  }, [room]);
}
