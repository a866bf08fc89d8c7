"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { announce } from "../../ui/announce";
import { Button } from "../../ui/button";
import type { Notice, Room } from "../room";
import { useRoomState } from "../use-room-state";
import { useView, type View } from "../view";
import { useNames } from "./seen";

type Props = { room: Room; view: View };
type Asked = Extract<Notice, { is: "asked-to-present" | "suggested" | "called" }>;

/** Seconds to say no before one is brought to where the presenter looks, and before a session ends for all. */
const TO_STAY = 3;
const TO_CANCEL = 5;

const keyOf = (asked: Asked): string => (asked.is === "suggested" ? asked.id : `${asked.is} ${asked.by}`);

/** What waits for an answer, above the canvas. Nothing here takes the focus: it is said aloud and stands before the canvas. */
export function Requests({ room, view }: Props) {
  const t = useTranslations("panels");
  const names = useNames();
  const ending = useView(view, (state) => state.ending);
  const [all, setAll] = useState<readonly Asked[]>([]);
  const person = (uid: number) => names.person(room.getState().people, uid);
  const onNotice = useEffectEvent((notice: Notice) => {
    if (notice.is !== "asked-to-present" && notice.is !== "suggested" && notice.is !== "called") return;
    setAll((before) => [...before.filter((one) => keyOf(one) !== keyOf(notice)), notice]);
    const who = person(notice.by);
    announce(
      notice.is === "called"
        ? t("calls", { who })
        : notice.is === "suggested"
          ? t("suggests", { who, n: notice.cells.length })
          : t("asksToPresent", { who }),
    );
  });
  useEffect(() => room.onNotice(onNotice), [room]);
  const done = (asked: Asked) => setAll((before) => before.filter((one) => one !== asked));
  // Whoever has gone, or presents by now, asks no more.
  const people = useRoomState(room, (state) => state.people);
  const presenter = useRoomState(room, (state) => state.presenter);
  const open = all.filter(
    (one) =>
      one.is === "suggested" ||
      (people.some(({ uid }) => uid === one.by) && !(one.is === "asked-to-present" && one.by === presenter)),
  );
  if (open.length === 0 && !ending) return null;
  return (
    <section
      aria-label={t("requests")}
      className="absolute inset-x-3 top-3 z-10 mx-auto flex w-fit max-w-[calc(100%-24px)] flex-col gap-2"
    >
      {ending && (
        <Countdown
          seconds={TO_CANCEL}
          onOver={() => {
            view.end(false);
            room.end();
          }}
        >
          {(left) => (
            <Request says={t("endsIn", { n: left })}>
              <Button look="primary" onClick={() => view.end(false)}>
                {t("keepSession")}
              </Button>
            </Request>
          )}
        </Countdown>
      )}
      {open.map((one) => {
        const who = person(one.by);
        if (one.is === "called") {
          return (
            <Countdown
              key={keyOf(one)}
              seconds={TO_STAY}
              onOver={() => {
                view.follow(one.by);
                done(one);
              }}
            >
              {(left) => (
                <Request says={t("callsIn", { who, n: left })}>
                  <Button onClick={() => done(one)}>{t("stay")}</Button>
                </Request>
              )}
            </Countdown>
          );
        }
        if (one.is === "suggested") {
          return (
            <Request key={keyOf(one)} says={t("suggests", { who, n: one.cells.length })}>
              <Button
                look="primary"
                onClick={() => {
                  one.accept();
                  done(one);
                }}
              >
                {t("apply")}
              </Button>
              <Button
                onClick={() => {
                  one.dismiss();
                  done(one);
                }}
              >
                {t("discard")}
              </Button>
            </Request>
          );
        }
        return (
          <Request key={keyOf(one)} says={t("asksToPresent", { who })}>
            <Button
              look="primary"
              onClick={() => {
                room.grant(one.by);
                done(one);
              }}
            >
              {t("grant")}
            </Button>
            <Button
              onClick={() => {
                room.deny(one.by);
                done(one);
              }}
            >
              {t("deny")}
            </Button>
          </Request>
        );
      })}
    </section>
  );
}

function Request({ says, children }: { says: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line bg-raised px-4 py-2 text-table shadow-float">
      <p className="min-w-0 flex-1 basis-36">{says}</p>
      <div className="flex gap-2">{children}</div>
    </div>
  );
}

function Countdown({
  seconds,
  onOver,
  children,
}: {
  seconds: number;
  onOver(): void;
  children(left: number): ReactNode;
}) {
  const [left, setLeft] = useState(seconds);
  const over = useEffectEvent(onOver);
  useEffect(() => {
    if (left === 0) return over();
    const timer = window.setTimeout(() => setLeft(left - 1), 1_000);
    return () => window.clearTimeout(timer);
  }, [left]);
  return left > 0 && children(left);
}
