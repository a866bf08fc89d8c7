import { randomUUID } from "node:crypto";
import { type Notices, openNotices } from "../../db/notices";
import { onRing, type Ring } from "../bell";

/** Carries rings from every node to every node; this one's own arrive at once. */
export type Bus = { close(): Promise<void> };
/** How nodes reach each other; null where there is only one. */
export type Wire = (hear: (text: string) => void) => Pick<Notices, "say" | "close">;

const COALESCE = 15;
const MOST_IN_ONE = 200;

type Packet = { from: string; owners: [number, number][]; people: [number, number][] };

export function openBus(hear: (ring: Ring) => void, wire: Wire | null = openNotices): Bus {
  const me = randomUUID();
  const owners = new Map<number, number>();
  /** Person → the work that ended, or 0. */
  const people = new Map<number, number>();
  let timer: NodeJS.Timeout | null = null;

  const line = wire?.((text) => {
    const packet = read(text);
    if (!packet || packet.from === me) return;
    for (const [owner, version] of packet.owners) hear({ owner, version });
    for (const [person, ended] of packet.people) hear(ended ? { person, ended } : { person });
  });

  const stop = onRing((ring) => {
    hear(ring);
    if (!line) return;
    if ("person" in ring) people.set(ring.person, ring.ended ?? people.get(ring.person) ?? 0);
    else owners.set(ring.owner, Math.max(owners.get(ring.owner) ?? 0, ring.version));
    timer ??= setTimeout(send, COALESCE);
  });

  function send(): void {
    timer = null;
    const rest = { owners: [...owners], people: [...people] };
    owners.clear();
    people.clear();
    while (rest.owners.length > 0 || rest.people.length > 0) {
      const packet: Packet = {
        from: me,
        owners: rest.owners.splice(0, MOST_IN_ONE),
        people: rest.people.splice(0, MOST_IN_ONE),
      };
      line?.say(JSON.stringify(packet));
    }
  }

  return {
    close: async () => {
      stop();
      if (timer) clearTimeout(timer);
      await line?.close();
    },
  };
}

/** Whatever else is said on the channel is not for us. */
function read(text: string): Packet | null {
  try {
    const packet = JSON.parse(text) as Packet;
    return Array.isArray(packet.owners) && Array.isArray(packet.people) ? packet : null;
  } catch {
    return null;
  }
}
