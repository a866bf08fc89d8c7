import type { Followed } from "@/lib/actions/pages";
import type { Message } from "@/lib/realtime/room-client";
import type { Participant, RoomState } from "./room";

type Principal = { provider: string; provider_id: string; email: string; display_name: string };
type Told = {
  people: {
    uid: number;
    user: Principal;
    why: string | null;
    read_only: boolean;
    away: boolean;
    since: string;
    sockets: string[];
  }[];
  host: number;
  presenter: number | null;
  locked: boolean;
};

type Here = Pick<RoomState, "people" | "host" | "presenter" | "isLocked">;

const COLOURS = 8;

/** Who is here, as our windows are told. Colours follow the order in which people came, so that every window gives the same. */
export function peopleIn(message: Message, me: number): Here {
  const { people, host, presenter, locked } = message as unknown as Told;
  const taken = new Set<number>();
  const here = people.map(({ uid, user, why, read_only, away, since, sockets }): Participant => {
    const isMe = uid === me;
    const colour = freeColour(uid, taken);
    return {
      uid,
      email: user.email,
      name: user.display_name,
      colour,
      mayEdit: why === null,
      isReadOnly: read_only,
      isHost: uid === host,
      isPresenter: uid === presenter,
      isMe,
      away,
      sockets,
      since: Date.parse(since),
    };
  });
  return { people: here, host, presenter, isLocked: locked };
}

/** The same for whoever follows without being here. */
export function peopleSeen({ people, host, presenter, locked }: Omit<Followed, "cells" | "seq">, me: number): Here {
  const told = people.map(({ uid, email, name, mayEdit, readOnly, away, since }) => ({
    ...{ uid, why: mayEdit ? null : "rights", read_only: readOnly, away, since: `${since.replace(" ", "T")}Z` },
    ...{ sockets: [], user: { provider: "", provider_id: "", email, display_name: name } },
  }));
  return peopleIn({ message_type: "", people: told, host, presenter, locked }, me);
}

/** The first from their own on that nobody has; with more people than colours some share one. */
function freeColour(uid: number, taken: Set<number>): number {
  let colour = uid % COLOURS;
  for (let n = 0; n < COLOURS && taken.has(colour); n++) colour = (colour + 1) % COLOURS;
  taken.add(colour);
  return colour + 1;
}

/** The contract names people by where they come from and their id there; we know them by account. */
export class Names {
  readonly #uids = new Map<string, number>();
  readonly #principals = new Map<number, Principal>();

  learn(message: Message): void {
    for (const { uid, user } of (message as unknown as Told).people) {
      this.#uids.set(nameOf(user), uid);
      this.#principals.set(uid, user);
    }
  }

  /** 0 for whoever was never here. */
  uidOf(user: unknown): number {
    return this.#uids.get(nameOf(user as Principal)) ?? 0;
  }

  principalOf(uid: number): unknown {
    return this.#principals.get(uid) ?? null;
  }
}

const nameOf = ({ provider, provider_id }: Principal): string => `${provider} ${provider_id}`;
