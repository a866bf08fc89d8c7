"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { Because } from "@/lib/domain/diagram/room-state";
import { endIn } from "../endings";
import type { Ended, RoomState } from "../room";
import { useNames } from "./seen";

const ENDED = {
  left: "endedLeft",
  over: "endedOver",
  removed: "endedRemoved",
  rights: "endedRights",
  "signed-out": "endedSignedOut",
  gone: "endedGone",
  "too-many": "endedTooMany",
  broken: "endedBroken",
} as const satisfies Record<Ended["is"], string>;

/** How the line stands, and why one may not draw, in words. */
export function useLineWords() {
  const t = useTranslations("panels");
  const names = useNames();
  const format = useFormatter();
  const moment = (at = "") => format.dateTime(new Date(at), { dateStyle: "long", timeStyle: "short" });
  const because = ({ what, names: of, by }: Because): string => {
    const who = by || t("somebody");
    const said = { names: format.list(of), n: of.length, who };
    if (what === "ended") return t("whyEnded", { day: moment(of[0]) });
    if (what === "role-removed") return t("whyRoleRemoved", said);
    if (what === "role-changed") return t("whyRoleChanged", said);
    if (what === "policy-changed") return t("whyPolicyChanged", said);
    return what === "list" ? t("whyList", { who }) : t("whyAccess", { who });
  };
  const over = ({ is, reason }: Ended): string => {
    const at = is === "rights" ? endIn(reason) : null;
    return at ? t("endedByItself", { day: moment(at) }) : t(ENDED[is]);
  };
  return {
    line({ line, waiting, ended }: Pick<RoomState, "line" | "waiting" | "ended">): string {
      if (line === "live") return waiting > 0 ? t("lineSaving", { n: waiting }) : t("lineLive");
      if (line === "cut") return waiting > 0 ? t("lineCutWaiting", { n: waiting }) : t("lineCut");
      if (line === "ended") return ended ? over(ended) : t("endedOver");
      return line === "connecting" ? t("lineConnecting") : t("lineReading");
    },
    why({ whyNot, people }: Pick<RoomState, "whyNot" | "people">): string | null {
      switch (whyNot?.is) {
        case "rights":
          return whyNot.because ? because(whyNot.because) : t("whyRights");
        case "read-only":
          return t("whyReadOnly", { who: names.person(people, whyNot.by) });
        case "locked":
          return t("whyLocked", { who: names.person(people, whyNot.by) });
        default:
          return null;
      }
    },
  };
}
