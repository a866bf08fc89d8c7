"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { announce } from "../../ui/announce";
import { tell } from "../../ui/toast";
import type { Notice, Room } from "../room";
import type { View } from "../view";
import { useAnnouncer } from "./announcer";
import { useLineWords } from "./line-words";
import { Requests } from "./requests";
import { useNames } from "./seen";
import { useCanvasShortcuts } from "./shortcuts";

export function ToldParts({ room, view }: { room: Room; view: View }) {
  useNotices(room);
  useAnnouncer(room, view);
  useCanvasShortcuts();
  return <Requests room={room} view={view} />;
}

/** What is told once and asks for no answer. */
function useNotices(room: Room) {
  const t = useTranslations("panels");
  const names = useNames();
  const words = useLineWords();
  const onNotice = useEffectEvent((notice: Notice) => {
    const { people, me, cells } = room.getState();
    const who = (uid: number | null) => names.person(people, uid);
    const nameOf = (id: string) => {
      const cell = cells.get(id);
      return cell ? names.name(cell) : t("element");
    };
    switch (notice.is) {
      case "kept":
        return tell(t("kept", { n: notice.cells.length, who: who(notice.by) }), t("keptSays"));
      case "nothing-to":
        return announce(notice.how === "undo" ? t("nothingToUndo") : t("nothingToRedo"));
      case "overridden":
        return tell(t("overridden", { who: who(notice.by), name: nameOf(notice.cell) }), undefined, {
          act: { word: t("restoreMine"), run: notice.restore },
        });
      case "deleted":
        return tell(t("deleted", { n: notice.cells.length, who: who(notice.by) }), undefined, {
          act: { word: t("bringBack"), run: notice.restore },
        });
      case "rejected":
        return tell(t("rejected"), notice.detail === "diagram_full" ? t("rejectedFull") : t("rejectedSays"));
      case "rights": {
        const why = words.why({ whyNot: notice.whyNot, people });
        if (notice.mayEdit) return tell(t("mayDraw"));
        return tell(
          t("mayNotDraw"),
          [why ?? "", notice.kept > 0 ? t("suggestedToHost", { n: notice.kept }) : ""].filter(Boolean).join(" "),
        );
      }
      case "presenter-denied":
        return tell(t("presentingDenied"));
      case "presenter":
        return notice.uid === null
          ? undefined
          : tell(notice.uid === me ? t("youPresent") : t("presents", { who: who(notice.uid) }));
      case "host":
        return tell(
          notice.uid === me ? t("youHost") : t("hosts", { who: who(notice.uid) }),
          notice.uid === me ? t("youHostSays") : undefined,
        );
      case "answered":
        return tell(notice.isTaken ? t("suggestionTaken") : t("suggestionLeft"));
      case "sent":
        return tell(t("sent", { n: notice.count }));
      case "resumed":
        return tell(t("resumed", { n: notice.count }));
    }
  });
  useEffect(() => room.onNotice(onNotice), [room]);
}
