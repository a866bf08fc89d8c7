"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button, buttonClass } from "../../ui/button";
import { Hint } from "../../ui/hint";
import { Pencil } from "../../ui/icons";
import { useLater } from "../../ui/later";
import type { Participant, Room } from "../room";
import { useRoomState } from "../use-room-state";
import { useView, type View } from "../view";
import { Face, PeopleFace, useMarks } from "./face";

type Props = { room: Room; view: View };

/** How many faces stand in the bar; the rest is in the list. */
const FACES = 5;

const load = async () => (await import("./people")).People;

/** Who is here. A face leads to where that person looks; the list has all that can be done with each. */
export function PeopleBar({ room, view }: Props) {
  const t = useTranslations("panels");
  const people = useRoomState(room, (state) => state.people);
  const isHere = useRoomState(room, (state) => state.line === "live" || state.line === "cut");
  const [wanted, setWanted] = useState(false);
  const People = useLater(load, wanted);
  useDrawing(view);
  if (!isHere && people.length === 0) return null;
  const others = people.filter(({ isMe }) => !isMe);
  return (
    <div className="flex items-center gap-2">
      <Draw room={room} view={view} />
      <ul aria-label={t("others")} className="flex items-center gap-1 max-sm:hidden">
        {others.slice(0, FACES).map((person) => (
          <li key={person.uid}>
            <Follow person={person} view={view} />
          </li>
        ))}
        {others.length > FACES && (
          <li className="text-label text-muted">{t("othersMore", { n: others.length - FACES })}</li>
        )}
      </ul>
      {People ? (
        <People room={room} view={view} />
      ) : (
        <button
          type="button"
          aria-haspopup="dialog"
          aria-expanded={false}
          aria-busy={wanted || undefined}
          className={buttonClass()}
          onClick={() => setWanted(true)}
          onPointerEnter={() => void load()}
          onFocus={() => void load()}
        >
          <PeopleFace n={people.length} />
        </button>
      )}
    </div>
  );
}

function Follow({ person, view }: { person: Participant; view: View }) {
  const t = useTranslations("panels");
  const isFollowed = useView(view, (state) => state.following === person.uid);
  const marks = useMarks(person);
  const name = person.name || person.email;
  return (
    <Hint text={[name, ...marks.map(({ word }) => word), t("since", { at: new Date(person.since) })].join(" · ")}>
      <button
        type="button"
        aria-pressed={isFollowed}
        aria-label={t("follow", { name })}
        className="flex rounded-[50%]"
        onClick={() => view.follow(isFollowed ? null : person.uid)}
      >
        <Face person={person} mark={marks[0]?.icon} isOn={isFollowed} />
      </button>
    </Hint>
  );
}

/** On a phone drawing stands behind a button, so that nothing is dragged by whoever only looks around. */
function Draw({ room, view }: Props) {
  const t = useTranslations("panels");
  const mayEdit = useRoomState(room, (state) => state.mayEdit);
  const draws = useView(view, (state) => state.draws);
  if (!mayEdit) return null;
  return (
    <Button
      look={draws ? "primary" : "plain"}
      aria-pressed={draws}
      className="sm:hidden"
      onClick={() => view.draw(!draws)}
    >
      <Pencil size={16} aria-hidden />
      {t("draw")}
    </Button>
  );
}

function useDrawing(view: View) {
  useEffect(() => {
    if (window.matchMedia("(max-width: 639.98px)").matches) view.draw(false);
  }, [view]);
}
