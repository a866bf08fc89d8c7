import { randomUUID } from "node:crypto";
import { onRing, type Ring } from "../bell";
import { heardOf, peopleHere, STILL_HERE_EVERY } from "../presence";
import type { Bus } from "./bus";

const COALESCE = 15;
const MOST_IN_ONE = 200;
/** Each with the owners it concerns. */
const MOST_PRESENCES = 10;

type Presence = [uid: number, here: boolean, concerns: readonly number[]];
type Packet = {
  from: string;
  owners: [number, number][];
  people: [number, number][];
  presences?: Presence[];
  /** Who is still there. */
  still?: number[];
  /** On whose diagrams something happened. */
  drawing?: number[];
  /** Whose journal has something new, and whether it is open to those who manage for them. */
  journals?: [number, boolean][];
};

/** Carries rings from every node to every node; this one's own arrive at once. Until the function it returns is called. */
export function carryRings(hear: (ring: Ring) => void, bus: Bus): () => void {
  const me = randomUUID();
  const owners = new Map<number, number>();
  /** Person → the work that ended, or 0. */
  const people = new Map<number, number>();
  const presences = new Map<number, Presence>();
  const drawing = new Set<number>();
  const journals = new Map<number, boolean>();
  let timer: NodeJS.Timeout | null = null;

  const deaf = bus.hear((text) => {
    const packet = read(text);
    if (!packet) return;
    for (const [owner, version] of packet.owners) hear({ owner, version });
    for (const [person, ended] of packet.people) hear(ended ? { person, ended } : { person });
    for (const uid of packet.still ?? []) heardOf(packet.from, uid, true);
    for (const [uid, here, concerns] of packet.presences ?? []) {
      heardOf(packet.from, uid, here);
      hear({ presence: uid, here, concerns });
    }
    for (const owner of packet.drawing ?? []) hear({ drawing: owner });
    for (const [journal, open] of packet.journals ?? []) hear({ journal, open });
  });

  const stop = onRing((ring) => {
    hear(ring);
    if ("presence" in ring) presences.set(ring.presence, [ring.presence, ring.here, ring.concerns]);
    else if ("drawing" in ring) drawing.add(ring.drawing);
    else if ("journal" in ring) journals.set(ring.journal, ring.open || journals.get(ring.journal) === true);
    else if ("person" in ring) people.set(ring.person, ring.ended ?? people.get(ring.person) ?? 0);
    else owners.set(ring.owner, Math.max(owners.get(ring.owner) ?? 0, ring.version));
    timer ??= setTimeout(send, COALESCE);
  });

  function send(): void {
    timer = null;
    const rest = { owners: [...owners], people: [...people], presences: [...presences.values()] };
    const [drawn, told] = [[...drawing], [...journals]];
    owners.clear();
    people.clear();
    presences.clear();
    drawing.clear();
    journals.clear();
    while (drawn.length > 0 || told.length > 0) {
      const nobody = { from: me, owners: [], people: [] };
      const [some, others] = [drawn.splice(0, MOST_IN_ONE), told.splice(0, MOST_IN_ONE)];
      bus.say(JSON.stringify({ ...nobody, drawing: some, journals: others } satisfies Packet));
    }
    while (rest.owners.length > 0 || rest.people.length > 0 || rest.presences.length > 0) {
      const packet: Packet = {
        from: me,
        owners: rest.owners.splice(0, MOST_IN_ONE),
        people: rest.people.splice(0, MOST_IN_ONE),
        presences: rest.presences.splice(0, MOST_PRESENCES),
      };
      bus.say(JSON.stringify(packet));
    }
  }

  function sayWhoIsHere(): void {
    const still = peopleHere();
    while (still.length > 0) {
      bus.say(
        JSON.stringify({ from: me, owners: [], people: [], still: still.splice(0, MOST_IN_ONE) } satisfies Packet),
      );
    }
  }
  const clock = setInterval(sayWhoIsHere, STILL_HERE_EVERY).unref();

  return () => {
    stop();
    deaf();
    clearInterval(clock);
    if (timer) clearTimeout(timer);
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
