import type { Row } from "../decide";
import { median } from "../load";
import { type Contender, hocuspocus, ours, relay } from "./contenders";
import { openRoom, type Round, run } from "./round";
import type { Stage } from "./stage";

const ROUNDS = 9;
/** How many rounds the one before them is as long as; it does not count. */
const WARM_UP = 3;
/** Seconds of each round that do not count either: a room that goes on is measured, not one that wakes while others have had their turns. */
const WAKING = 1;
const UNIT = "deliveries per core-second";

/** `ours`: as our own clients hear it; `contract`: as those of the contract do, an edit a message. */
type Name = "ours" | "contract" | "relay" | "peer";
type Rounds = Record<Name, Round[]>;
/** How many edits a round has, for each who takes part; the relay says less in the time the others say it. */
type How = { edits: Partial<Record<Name, number>>; perSecond?: number };

/** Rooms of so many readers and one who says something, round by round at each of the servers: each has one room, ours too. */
async function taken(stage: Stage, readers: number, { edits, perSecond }: How): Promise<Rounds> {
  const { node, token } = stage;
  const contenders: [Name, Contender, number][] = [];
  if (edits.ours) contenders.push(["ours", ours(node, token, true), edits.ours]);
  if (edits.contract) contenders.push(["contract", ours(await stage.secondNode(), token, false), edits.contract]);
  if (edits.relay) contenders.push(["relay", relay(await stage.relay()), edits.relay]);
  if (edits.peer) contenders.push(["peer", hocuspocus(await stage.peer()), edits.peer]);
  const rounds: Rounds = { ours: [], contract: [], relay: [], peer: [] };
  const rooms = new Map<Name, Awaited<ReturnType<typeof openRoom>>>();
  for (const [name, contender] of contenders) {
    const room =
      name === "ours" || name === "contract" ? (await stage.diagram()).path : `room-${readers}-${perSecond ?? "all"}`;
    rooms.set(name, await openRoom(contender, room, readers));
  }
  // Figures fall for some ten thousand edits, until the code that matters is compiled: fast, and then at the pace that counts.
  for (const [name, contender, count] of contenders) {
    await run(contender, rooms.get(name)!, { edits: count * WARM_UP });
    if (perSecond) await run(contender, rooms.get(name)!, { edits: count, perSecond });
  }
  for (let n = 0; n < ROUNDS; n++) {
    for (const [name, contender, edits] of contenders) {
      const room = rooms.get(name)!;
      if (perSecond) await run(contender, room, { edits: WAKING * perSecond, perSecond });
      rounds[name].push(await run(contender, room, { edits, ...(perSecond ? { perSecond } : {}) }));
    }
  }
  for (const { readers, sender } of rooms.values()) for (const line of [sender, ...readers]) line.close();
  return rounds;
}

const perCore = (round: Round) => round.perCore;
const thousands = (all: Round[]) => `${Math.round(median(all.map(perCore)) / 1_000)}k`;
const over = (a: Round[], b: Round[], of: (round: Round) => number) =>
  median(a.map((round, n) => of(round) / of(b[n]!)));

function deliveries(name: string, rounds: Rounds, of: Name, against: "relay" | "peer", least?: number): Row {
  const ratio = over(rounds[of], rounds[against], perCore);
  const value = `${thousands(rounds[of])} vs ${thousands(rounds[against])} ${UNIT}`;
  return { name, value, ratio, bound: least ? `≥ ${least}×` : "", ok: ratio >= (least ?? 0) };
}

type Timing = "p95" | "p95OfFirst";

function late(name: string, rounds: Rounds, of: Name, timing: Timing, most?: number): Row {
  const p95 = (round: Round) => round[timing];
  const ratio = over(rounds[of], rounds.relay, p95);
  const shown = (all: Round[]) => median(all.map(p95)).toFixed(1);
  const value = `${shown(rounds[of])} vs ${shown(rounds.relay)} ms`;
  return { name, value, ratio, bound: most ? `≤ ${most}×` : "", ok: ratio <= (most ?? Number.POSITIVE_INFINITY) };
}

export async function benchCalm(stage: Stage): Promise<Row[]> {
  const edits = { ours: 400, contract: 400, relay: 400, peer: 400 };
  const rounds = await taken(stage, 200, { edits, perSecond: 100 });
  return [
    deliveries("Room of 200, 100 edits/s, against a bare ws relay with the same log", rounds, "ours", "relay", 0.9),
    late("The same: p95 of a delivery", rounds, "ours", "p95", 1.25),
    late("The same: p95 of those to the first reader", rounds, "ours", "p95OfFirst"),
    deliveries("The same against hocuspocus", rounds, "ours", "peer", 1),
    deliveries("The same room with clients of the contract, against the relay", rounds, "contract", "relay"),
    late("The same: p95 of a delivery", rounds, "contract", "p95"),
    late("The same: p95 of those to the first reader", rounds, "contract", "p95OfFirst"),
    deliveries("The same against hocuspocus", rounds, "contract", "peer"),
  ];
}

export async function benchSaturated(stage: Stage): Promise<Row[]> {
  const rounds = await taken(stage, 200, { edits: { ours: 6_000, contract: 6_000, relay: 1_500, peer: 6_000 } });
  return [
    deliveries("Saturated room of 200 against the relay", rounds, "ours", "relay", 10),
    deliveries("The same against hocuspocus", rounds, "ours", "peer", 1.25),
    deliveries("The same room with clients of the contract, against the relay", rounds, "contract", "relay", 10),
    deliveries("The same against hocuspocus", rounds, "contract", "peer"),
  ];
}

export async function benchFifty(stage: Stage): Promise<Row[]> {
  const rounds = await taken(stage, 50, { edits: { ours: 8_000, contract: 8_000, peer: 8_000 } });
  return [
    deliveries("Saturated room of 50 against hocuspocus", rounds, "ours", "peer", 1.5),
    deliveries("The same room with clients of the contract", rounds, "contract", "peer", 1.5),
  ];
}
