"use client";

import { useTranslations } from "next-intl";
import type { CSSProperties, ReactNode } from "react";
import { Crown, Eye, type Icon, Moon, Presentation, Users } from "../../ui/icons";
import { Initials } from "../../words/person";
import type { Participant } from "../room";

/** The initials of somebody in their colour, with the weightiest mark at the corner. */
export function Face({
  person,
  mark: Mark,
  isOn = false,
}: {
  person: Participant;
  mark?: Icon | undefined;
  isOn?: boolean;
}) {
  return (
    <span
      className={`relative inline-flex rounded-[50%] border-2 border-(--own) ${isOn ? "outline-2 outline-offset-1 outline-(--own)" : ""} ${person.away ? "border-dashed" : ""}`}
      style={{ "--own": `var(--person-${person.colour})` } as CSSProperties}
    >
      <Initials name={person.name || person.email} size="small" />
      {Mark && (
        <span className="absolute -end-1.5 -bottom-1 rounded-[50%] border border-line bg-paper p-px">
          <Mark size={10} aria-hidden />
        </span>
      )}
    </span>
  );
}

/** What stands on the button of the list. */
export function PeopleFace({ n }: { n: number }): ReactNode {
  const t = useTranslations("panels");
  return (
    <>
      <Users size={16} aria-hidden />
      <span aria-hidden>{t("count", { n })}</span>
      <span className="sr-only">{t("people", { n })}</span>
    </>
  );
}

type Mark = { icon: Icon; word: string };

/** What somebody is here, the weightiest first. */
export function useMarks({ isHost, isPresenter, mayEdit, isReadOnly, away }: Participant): Mark[] {
  const t = useTranslations("panels");
  return [
    ...(isPresenter ? [{ icon: Presentation, word: t("markPresenter") }] : []),
    ...(isHost ? [{ icon: Crown, word: t("markHost") }] : []),
    ...(isReadOnly ? [{ icon: Eye, word: t("markReadOnly") }] : mayEdit ? [] : [{ icon: Eye, word: t("markReader") }]),
    ...(away ? [{ icon: Moon, word: t("markAway") }] : []),
  ];
}
