import { useSyncExternalStore } from "react";
import type { Pointer, Room, RoomState } from "./room";

/** Draws again when what is picked is another; pick something that stays itself. */
export const useRoomState = <T>(room: Room, pick: (state: RoomState) => T): T =>
  useSyncExternalStore(
    room.subscribe,
    () => pick(room.getState()),
    () => pick(room.getState()),
  );

/** The same for what others point at. */
export const usePointers = <T>(room: Room, pick: (pointers: ReadonlyMap<string, Pointer>) => T): T =>
  useSyncExternalStore(
    room.pointers.subscribe,
    () => pick(room.pointers.getState()),
    () => pick(room.pointers.getState()),
  );
