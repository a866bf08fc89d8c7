"use client";

import { Popover } from "@base-ui/react/popover";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button, buttonClass } from "../../ui/button";
import { Confirm } from "../../ui/dialog-parts";
import { Check, TextField } from "../../ui/field";
import { Menu, MenuCheck, MenuItem } from "../../ui/menu";
import type { Participant, Room } from "../room";
import { useRoomState } from "../use-room-state";
import { useView, type View } from "../view";
import { Face, PeopleFace, useMarks } from "./face";

type Props = { room: Room; view: View };

/** Everybody who is here and what can be done with each; opens as it comes, because it was pressed for. */
export function People({ room, view }: Props) {
  const t = useTranslations("panels");
  const people = useRoomState(room, (state) => state.people);
  const [open, setOpen] = useState(false);
  const [removed, setRemoved] = useState<Participant | null>(null);
  const isHost = useRoomState(room, (state) => state.host === state.me);
  // A frame later, else the very press that asked for it is one beside it, and closes it.
  useEffect(() => {
    const frame = requestAnimationFrame(() => setOpen(true));
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger className={buttonClass()}>
          <PeopleFace n={people.length} />
        </Popover.Trigger>
        <Popover.Portal container={document.getElementById("content")}>
          <Popover.Positioner align="end" sideOffset={6} className="z-20">
            <Popover.Popup className="flex max-h-[min(560px,calc(100dvh-96px))] w-[min(340px,calc(100vw-24px))] flex-col rounded-md border border-line bg-raised shadow-float appear">
              <Popover.Title className="border-b border-line px-4 py-3 text-body font-semibold">
                {t("here", { n: people.length })}
              </Popover.Title>
              <ul className="min-h-0 flex-1 overflow-y-auto py-1">
                {people.map((person) => (
                  <Row
                    key={person.uid}
                    {...{ room, view, person, isHost }}
                    onFollow={(uid) => {
                      // Whoever looks along wants to see it, on a phone above all.
                      if (uid !== null) setOpen(false);
                      view.follow(uid);
                    }}
                    onRemove={() => {
                      setOpen(false);
                      setRemoved(person);
                    }}
                  />
                ))}
              </ul>
              <Mine room={room} view={view} isHost={isHost} onDone={() => setOpen(false)} />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      <Remove room={room} person={removed} onClose={() => setRemoved(null)} />
    </>
  );
}

function Row({
  room,
  view,
  person,
  isHost,
  onFollow,
  onRemove,
}: Props & {
  person: Participant;
  isHost: boolean;
  onFollow(uid: number | null): void;
  onRemove(): void;
}) {
  const t = useTranslations("panels");
  const marks = useMarks(person);
  const isFollowed = useView(view, (state) => state.following === person.uid);
  const { uid, isMe } = person;
  const name = person.name || person.email;
  const windows = person.sockets.length;
  const says = [...marks.map(({ word }) => word), ...(windows > 1 ? [t("windows", { n: windows })] : [])].join(" · ");
  return (
    <li className="flex items-center gap-3 px-4 py-1.5">
      <Face person={person} mark={marks[0]?.icon} isOn={isFollowed} />
      <span className="min-w-0 flex-1 text-table">
        <span className="block truncate font-medium">{isMe ? t("isMe", { name }) : name}</span>
        {says && <span className="block truncate text-label text-muted">{says}</span>}
      </span>
      {!isMe && (
        <Menu label={t("actionsFor", { name })}>
          <MenuItem onSelect={() => onFollow(isFollowed ? null : uid)}>
            {isFollowed ? t("unfollowOne") : t("followOne")}
          </MenuItem>
          {isHost && (
            <>
              {person.isPresenter ? (
                <MenuItem onSelect={() => room.takeBack()}>{t("takeBack")}</MenuItem>
              ) : (
                <MenuItem onSelect={() => room.grant(uid)}>{t("letPresent")}</MenuItem>
              )}
              <MenuCheck checked={person.isReadOnly} onCheck={(on) => room.setReadOnly(uid, on)}>
                {t("makeReadOnly")}
              </MenuCheck>
              <MenuItem onSelect={() => room.handOver(uid)}>{t("handOver")}</MenuItem>
              <MenuItem danger onSelect={onRemove}>
                {t("removePerson")}
              </MenuItem>
            </>
          )}
        </Menu>
      )}
    </li>
  );
}

/** What I can do here myself. */
function Mine({ room, view, isHost, onDone }: Props & { isHost: boolean; onDone(): void }) {
  const t = useTranslations("panels");
  const presents = useRoomState(room, (state) => state.presenter === state.me);
  const isLive = useRoomState(room, (state) => state.line === "live");
  const isLocked = useRoomState(room, (state) => state.isLocked);
  const hides = useView(view, (state) => state.hidesMe);
  return (
    <div className="flex flex-col gap-2 border-t border-line px-4 py-3">
      <Check
        checked={hides}
        onChange={(event) => {
          view.hideMe(event.target.checked);
          room.hide(event.target.checked);
        }}
      >
        {t("hideMe")}
      </Check>
      {isHost && (
        <Check checked={isLocked} disabled={!isLive} onChange={(event) => room.lock(event.target.checked)}>
          {t("lock")}
        </Check>
      )}
      <div className="flex flex-wrap gap-2">
        {presents ? (
          <Button disabled={!isLive} onClick={() => room.release()}>
            {t("stopPresenting")}
          </Button>
        ) : (
          <Button
            disabled={!isLive}
            onClick={() => {
              room.askToPresent();
              onDone();
            }}
          >
            {isHost ? t("present") : t("askToPresent")}
          </Button>
        )}
        {(presents || isHost) && (
          <Button disabled={!isLive} onClick={() => room.callEveryone()}>
            {t("bringEveryone")}
          </Button>
        )}
        {isHost && (
          <Button
            look="danger"
            disabled={!isLive}
            onClick={() => {
              view.end(true);
              onDone();
            }}
          >
            {t("endForAll")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Remove({ room, person, onClose }: { room: Room; person: Participant | null; onClose(): void }) {
  const t = useTranslations("panels");
  const [reason, setReason] = useState("");
  const name = person?.name || person?.email || "";
  return (
    <Confirm
      open={person !== null}
      onClose={onClose}
      title={t("removePersonTitle", { name })}
      act={t("removePersonAct")}
      pending={false}
      asks={
        <TextField
          label={t("reason")}
          hint={t("reasonSays")}
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.target.value)}
        />
      }
      onConfirm={() => {
        room.remove(person!.uid, reason.trim());
        setReason("");
        onClose();
      }}
    >
      {t("removePersonSays")}
    </Confirm>
  );
}
