import type { EndedShare, Named, Standing } from "../../db/live";
import type { Ring } from "../bell";
import { momentOf } from "../moment";
import { came } from "../presence";
import { CLOSE, type EndedThing, type EndOfSignIn, type Heard, type ShownStanding } from "./protocol";

/**
 * The live pages of this node. Each sits here under the sign-in it came with. A ring names an owner; whoever that owner's data
 * concerns is looked at again: a sign-in that no longer holds ends the line, and where a version moved, the page is told to ask.
 * Every few seconds everybody is looked at, so a ring that never came costs seconds and nothing else.
 */
export type Line = {
  send(text: string): void;
  end(code: number, reason: string): void;
  /** Bytes that have not left yet. */
  waiting(): number;
};

type Key = { uid: number; id: number; email: string; verified: boolean; versions: ReadonlyMap<number, number> };

/** What the hub asks of the house; a test gives its own. */
export type House = {
  findKey(hashes: readonly string[]): Promise<Key | null>;
  /** By the clock of the database (milliseconds). */
  now(): number;
  standingsOf(uids: readonly number[]): Promise<Map<number, Standing[]>>;
  /** What these owners shared with these people and ended by itself after a moment; keyed by uid. */
  endedSharesOf(uids: readonly number[], owners: readonly number[], after: number): Promise<Map<number, EndedShare[]>>;
  invitationsTo(emails: readonly string[]): Promise<Map<string, Map<number, number>>>;
  invitedBy(owners: readonly number[], emails: readonly string[]): Promise<Set<string>>;
  /** Those of these people whom a threat model of one of these owners names; and where `everyone`, who see one that everybody may. */
  namedBy(owners: readonly number[], people: readonly Named[], of?: { everyone?: boolean }): Promise<Set<number>>;
  /** The owners whose threat models name these people, each with their version; keyed by uid. */
  namingsOf(people: readonly Named[]): Promise<Map<number, Map<number, number>>>;
  /** Those of these people who manage for this owner, and so read their journal. */
  managersOf(owner: number, people: readonly number[]): Promise<Set<number>>;
  /** How a standing that changed is told to the one it is about; null where there is nothing to tell. */
  tellStanding(
    hashes: readonly string[],
    standing: Pick<Standing, "owner" | "memberId">,
  ): Promise<ShownStanding | null>;
  /** How what ended in a membership after a moment is told to the one it was shared with. */
  tellEnded(
    hashes: readonly string[],
    membership: Pick<EndedShare, "owner" | "memberId">,
    after: number,
  ): Promise<EndedThing[]>;
  howEnded(uid: number, signInId: number): Promise<EndOfSignIn>;
  fault(error: unknown): void;
};

type Seat = {
  line: Line;
  hashes: readonly string[];
  key: Key;
  /** Owner → version, of everybody whose data concerns this person. */
  worlds: Map<number, number>;
  standings: Map<number, Standing>;
  /** Ends that came after this moment are news here; and which of them were told, as `share end`. */
  since: number;
  over: Set<string>;
  /** Something could not be sent, because too much was waiting already. */
  owes: boolean;
};

const MOST_WAITING = 64 * 1024;
const AT_MOST_EVERY = 40;
/** Who came and went is told together (milliseconds). */
const GATHER_PEOPLE = 500;
/** So is what happens on diagrams. */
const GATHER_DRAWING = 250;
/** And what was refused, to those who manage for somebody: each of them is judged first. */
const GATHER_JOURNAL = 250;

export function createHub(house: House) {
  const seats = new Set<Seat>();
  const rung = { owners: new Set<number>(), people: new Map<number, number[]>() };
  const newcomers: Seat[] = [];
  const met = new Set<number>();
  let meeting: NodeJS.Timeout | null = null;
  const drawn = new Set<number>();
  let drawing: NodeJS.Timeout | null = null;
  const journals = new Set<number>();
  let reading: NodeJS.Timeout | null = null;
  let working = false;
  let looking: Promise<void> = Promise.resolve();
  let sweep: Promise<void> | null = null;

  /** How many pages of this person sit here. */
  const sittingOf = (uid: number): number => ofPerson(uid).length;
  const ofPerson = (uid: number): Seat[] => [...seats].filter((seat) => seat.key.uid === uid);

  /** Takes a page in; the function it returns lets it go. */
  function admit(hashes: readonly string[], key: Key, line: Line): () => void {
    const seat: Seat = {
      line,
      hashes,
      key,
      worlds: new Map(key.versions),
      standings: new Map(),
      since: house.now(),
      over: new Set(),
      owes: false,
    };
    seats.add(seat);
    if (newcomers.push(seat) === 1) looking = looking.then(meet);
    const left = came(
      key.uid,
      [...key.versions.keys()].filter((owner) => owner !== key.uid),
    );
    return () => {
      seats.delete(seat);
      left();
    };
  }

  /** Greets those who came since the last time, once it is known where they stand: what moves from then on they are told. */
  async function meet(): Promise<void> {
    const come = newcomers.splice(0);
    try {
      const here = await holding(come);
      const [standings] = await Promise.all([house.standingsOf(peopleOf(here)), addWorlds(here)]);
      for (const seat of here) {
        seat.standings = standingsOf(seat, standings);
        tell(seat, { type: "hello", moment: momentOf(seat.key.versions) });
      }
    } catch (error) {
      house.fault(error);
      // They come back, and are met then.
      for (const seat of come) letGo(seat, CLOSE.restart, "restart");
    }
  }

  function letGo(seat: Seat, code: number, reason: string): void {
    seats.delete(seat);
    seat.line.end(code, reason);
  }

  function hear(ring: Ring): void {
    if (seats.size === 0) return;
    if ("presence" in ring) {
      gather(ring.concerns);
      return;
    }
    if ("drawing" in ring) {
      drawn.add(ring.drawing);
      drawing ??= setTimeout(tellDrawing, GATHER_DRAWING);
      drawing.unref();
      return;
    }
    if ("journal" in ring) {
      for (const seat of ofPerson(ring.journal)) tell(seat, { type: "journal" });
      if (ring.open) journals.add(ring.journal);
      reading ??= setTimeout(tellManagers, GATHER_JOURNAL);
      reading.unref();
      return;
    }
    if ("person" in ring) rung.people.set(ring.person, [...(rung.people.get(ring.person) ?? []), ring.ended ?? 0]);
    else rung.owners.add(ring.owner);
    if (!working) void work();
  }

  /** Tells these owners that somebody they work with came or went. */
  function gather(owners: readonly number[]): void {
    for (const owner of owners) met.add(owner);
    meeting ??= setTimeout(() => {
      for (const seat of seats) if (met.has(seat.key.uid)) tell(seat, { type: "people" });
      met.clear();
      meeting = null;
    }, GATHER_PEOPLE);
    meeting.unref();
  }

  /** Tells whoever may know of a diagram of these owners; which one they find out by asking. */
  function tellDrawing(): void {
    const owners = [...drawn];
    drawn.clear();
    drawing = null;
    const works = ({ worlds }: Seat) => owners.some((owner) => worlds.has(owner));
    const others = [...seats].filter((seat) => !works(seat));
    for (const seat of seats) if (works(seat)) tell(seat, { type: "drawing" });
    house
      .namedBy(owners, others.map(namedOf))
      .then((named) => {
        for (const seat of others) if (seats.has(seat) && named.has(seat.key.uid)) tell(seat, { type: "drawing" });
      })
      .catch(house.fault);
  }

  /** Tells those who manage for these owners that something new stands in the journal, which they read as well. */
  function tellManagers(): void {
    const owners = [...journals];
    journals.clear();
    reading = null;
    for (const owner of owners) {
      const others = [...seats].filter(({ key, worlds }) => key.uid !== owner && worlds.has(owner));
      if (others.length === 0) continue;
      house
        .managersOf(owner, peopleOf(others))
        .then((managing) => {
          for (const seat of others) if (seats.has(seat) && managing.has(seat.key.uid)) tell(seat, { type: "journal" });
        })
        .catch(house.fault);
    }
  }

  /** Answers what has rung, until nothing has any more. */
  async function work(): Promise<void> {
    working = true;
    while (rung.owners.size > 0 || rung.people.size > 0) {
      const [owners, people] = [[...rung.owners], new Map(rung.people)];
      rung.owners.clear();
      rung.people.clear();
      for (const seat of seats) {
        const ended = people.get(seat.key.uid);
        if (ended) tell(seat, { type: "activity", ended: ended.filter((id) => id !== 0) });
      }
      await lookAt(() => concerned(owners));
      await new Promise((done) => setTimeout(done, AT_MOST_EVERY));
    }
    working = false;
  }

  async function concerned(owners: readonly number[]): Promise<Seat[]> {
    if (owners.length === 0) return [];
    const known = new Set([...seats].filter((seat) => owners.some((owner) => seat.worlds.has(owner))));
    const unknown = [...seats].filter((seat) => !known.has(seat));
    const others = unknown.filter((seat) => seat.key.verified);
    const emails = [...new Set(others.map((seat) => seat.key.email))];
    const [invited, named] = await Promise.all([
      house.invitedBy(owners, emails),
      house.namedBy(owners, unknown.map(namedOf), { everyone: false }),
    ]);
    for (const seat of others) if (invited.has(seat.key.email)) known.add(seat);
    for (const seat of unknown) if (named.has(seat.key.uid)) known.add(seat);
    return [...known];
  }

  /** Everybody, as the clock has it: once at a time, so that what rings on a slow machine waits for one such look and not for many. */
  function lookAtAll(): Promise<void> {
    sweep ??= lookAt(async () => [...seats], true).finally(() => {
      sweep = null;
    });
    return sweep;
  }

  /** One look after the other: each compares with what the one before it saw. */
  function lookAt(whom: () => Promise<readonly Seat[]>, isOfAll = false): Promise<void> {
    looking = looking.then(async () => look(await whom(), isOfAll)).catch(house.fault);
    return looking;
  }

  async function look(looked: readonly Seat[], isOfAll: boolean): Promise<void> {
    if (looked.length === 0) return;
    const before = new Map(looked.map((seat) => [seat, seat.worlds]));
    const still = await holding(looked);
    await addWorlds(still);
    const moved = new Map(still.map((seat) => [seat, movedBetween(before.get(seat)!, seat.worlds)] as const));
    for (const [seat, owners] of moved) for (const owner of owners) tell(seat, { type: "changed", owner });
    // A membership ends without anybody's version moving, where nobody has said so aloud yet.
    const changed = [...moved].flatMap(([seat, owners]) => (owners.some((o) => o !== seat.key.uid) ? seat : []));
    await lookAtStandings(isOfAll ? still : changed);
    await lookAtEnds(changed, moved);
  }

  /** Those of them whose sign-in holds, as it is now; the others' lines are ended. */
  async function holding(of: readonly Seat[]): Promise<Seat[]> {
    const keys = await Promise.all(of.map((seat) => house.findKey(seat.hashes)));
    const found: Seat[] = [];
    await Promise.all(
      of.map(async (seat, n) => {
        const key = keys[n] ?? null;
        if (!seats.has(seat)) return;
        if (!key) return end(seat);
        seat.key = key;
        seat.worlds = new Map(key.versions);
        found.push(seat);
      }),
    );
    return found;
  }

  /** Adds the owners who have an invitation open for these people, or name them on the list of a threat model. */
  async function addWorlds(of: readonly Seat[]): Promise<void> {
    const [invitations, namings] = await Promise.all([
      house.invitationsTo([...new Set(of.flatMap(({ key }) => (key.verified ? key.email : [])))]),
      house.namingsOf(of.map(namedOf)),
    ]);
    for (const { key, worlds } of of) {
      const invited = (key.verified && invitations.get(key.email)) || [];
      for (const [owner, version] of [...invited, ...(namings.get(key.uid) ?? [])]) {
        if (!worlds.has(owner)) worlds.set(owner, version);
      }
    }
  }

  /** Whoever lost what they had, or has it again, hears from whom. */
  async function lookAtStandings(looked: readonly Seat[]): Promise<void> {
    const standings = await house.standingsOf(peopleOf(looked));
    for (const seat of looked) {
      const now = standingsOf(seat, standings);
      const before = seat.standings;
      seat.standings = now;
      const changed = [...before.values()].filter(
        (one) => (one.status === "ACTIVE") !== (now.get(one.memberId)?.status === "ACTIVE"),
      );
      for (const one of changed) {
        const standing = await house.tellStanding(seat.hashes, one);
        if (standing) tell(seat, { type: "standing", standing });
      }
    }
  }

  /** Whoever had something from an owner that moved, and it ended by itself, hears of it once. */
  async function lookAtEnds(looked: readonly Seat[], moved: ReadonlyMap<Seat, readonly number[]>): Promise<void> {
    if (looked.length === 0) return;
    const owners = [...new Set(looked.flatMap((seat) => moved.get(seat)!))];
    const after = Math.min(...looked.map(({ since }) => since));
    const found = await house.endedSharesOf(peopleOf(looked), owners, after);
    for (const seat of looked) {
      const news = (found.get(seat.key.uid) ?? []).filter(
        (one) => one.endsAt > seat.since && !seat.over.has(`${one.shareId} ${one.endsAt}`),
      );
      for (const one of news) seat.over.add(`${one.shareId} ${one.endsAt}`);
      const told = new Set(news.map(({ shareId }) => shareId));
      for (const one of new Map(news.map((each) => [each.memberId, each])).values()) {
        const things = await house.tellEnded(seat.hashes, one, seat.since);
        const fresh = things.filter(({ shareId }) => told.has(shareId));
        if (fresh.length > 0) tell(seat, { type: "over", owner: one.owner, things: fresh });
      }
    }
  }

  async function end(seat: Seat): Promise<void> {
    seats.delete(seat);
    const how = await house.howEnded(seat.key.uid, seat.key.id).catch(() => "expired" as const);
    seat.line.send(JSON.stringify({ type: "ended", how } satisfies Heard));
    seat.line.end(CLOSE.ended, how);
  }

  /** A page that does not take what it is sent is told later that it missed something, and let go if it still does not. */
  function tell(seat: Seat, heard: Heard): void {
    if (seat.line.waiting() > MOST_WAITING) seat.owes = true;
    else seat.line.send(JSON.stringify(heard));
  }

  /** Says that the line holds. */
  function beat(): void {
    for (const seat of seats) {
      if (seat.line.waiting() > MOST_WAITING) {
        letGo(seat, CLOSE.slow, "resync");
        continue;
      }
      tell(seat, { type: seat.owes ? "resync" : "still" });
      seat.owes = false;
    }
  }

  function close(): void {
    for (const seat of seats) letGo(seat, CLOSE.restart, "restart");
  }

  return { admit, sittingOf, hear, lookAtAll, beat, close, count: () => seats.size };
}

export type Hub = ReturnType<typeof createHub>;

const peopleOf = (seats: readonly Seat[]): number[] => [...new Set(seats.map(({ key }) => key.uid))];

/** Whom a list may name by their address only where that was confirmed. */
const namedOf = ({ key: { uid, email, verified } }: Seat): Named => ({ uid, email: verified ? email : null });

const standingsOf = (seat: Seat, found: ReadonlyMap<number, Standing[]>): Map<number, Standing> =>
  new Map((found.get(seat.key.uid) ?? []).map((one) => [one.memberId, one]));

/** The owners who came, went, or whose version is another. */
function movedBetween(before: ReadonlyMap<number, number>, now: ReadonlyMap<number, number>): number[] {
  const moved = [...now].filter(([owner, version]) => before.get(owner) !== version).map(([owner]) => owner);
  for (const owner of before.keys()) if (!now.has(owner)) moved.push(owner);
  return moved;
}
