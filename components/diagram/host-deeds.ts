import { isObject } from "@/lib/domain/diagram/cell";
import type { Message } from "@/lib/realtime/room-client";
import type { Names } from "./people-here";
import type { Pointer, Room } from "./room";

/** What people do with each other, presenting and hosting, as the wire says it. */
export function deeds(
  say: (message: Message) => void,
  names: Names,
  me: () => number,
  view: () => Pointer["view"],
): Pick<
  Room,
  | "askToPresent"
  | "grant"
  | "deny"
  | "takeBack"
  | "release"
  | "callEveryone"
  | "remove"
  | "setReadOnly"
  | "lock"
  | "handOver"
  | "end"
> {
  const present = (uid: number): void => {
    const new_presenter = names.principalOf(uid);
    if (isObject(new_presenter)) say({ message_type: "change_presenter_request", new_presenter });
  };
  return {
    askToPresent: () => say({ message_type: "presenter_request" }),
    grant: present,
    deny: (uid) => say({ message_type: "presenter_denied_request", denied_user: names.principalOf(uid) }),
    takeBack: () => present(me()),
    release: () => say({ message_type: "confer_release" }),
    callEveryone() {
      const seen = view();
      if (seen) say({ message_type: "confer_bring", view: seen });
    },
    remove: (uid, reason) => say({ message_type: "confer_remove", uid, reason }),
    setReadOnly: (uid, on) => say({ message_type: "confer_read_only", uid, on }),
    lock: (on) => say({ message_type: "confer_lock", on }),
    handOver: (uid) => say({ message_type: "confer_hand_over", uid }),
    end: () => say({ message_type: "confer_end" }),
  };
}
