"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button, buttonClass } from "../../ui/button";
import { Link } from "../../ui/link";
import type { Ended, Room } from "../room";
import { useRoomState } from "../use-room-state";
import { useLineWords } from "./line-words";

const SHUT: ReadonlySet<Ended["is"]> = new Set(["removed", "rights", "gone", "signed-out"]);

/** May this window no longer show the diagram at all? Then nothing of it may stay on the page: `Shut` stands in its place. */
export const useIsShut = (room: Room): boolean =>
  useRoomState(room, ({ ended }) => ended !== null && SHUT.has(ended.is));

/** In place of a diagram that may not be shown any more: why, and where to go. */
export function Shut({ room }: { room: Room }) {
  const t = useTranslations("panels");
  const ended = useRoomState(room, (state) => state.ended);
  const words = useLineWords();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  if (!ended) return null;
  const isSaid = ended.is === "removed" && ended.reason !== "";
  return (
    <div className="m-auto flex max-w-md flex-col items-start gap-3 p-6">
      <h2 ref={title} tabIndex={-1} className="text-title font-semibold">
        {words.line({ line: "ended", waiting: 0, ended })}
      </h2>
      {isSaid && <p className="text-body">{t("endedWords", { reason: ended.reason })}</p>}
      <div className="flex flex-wrap gap-2">
        <Link href="/shared" className={buttonClass("primary")}>
          {t("toShared")}
        </Link>
      </div>
    </div>
  );
}

/** A session that ended while the diagram may still be shown: it can be opened again. */
export function Again({ room }: { room: Room }) {
  const t = useTranslations("panels");
  const isOver = useRoomState(room, ({ ended }) => ended !== null && !SHUT.has(ended.is));
  return (
    isOver && (
      <Button className="h-6!" onClick={() => room.again()}>
        {t("endedAgain")}
      </Button>
    )
  );
}
