import type { Row } from "../decide";
import { median } from "../load";
import { type Contender, hocuspocus, ours, relay } from "./contenders";
import { openRoom, type Round, run } from "./round";
import type { Stage } from "./stage";

const ROUNDS = 5;
/** How many rounds the first is as long as; it does not count. */
const WARM_UP = 3;
const UNIT = "deliveries per core-second";

type Name = "ours" | "relay" | "peer";
type Rounds = Record<Name, Round[]>;
/** How many edits a round has, for each who takes part; the relay says less in the time the others say it. */
type How = { edits: Partial<Record<Name, number>>; perSecond?: number };

/** Rooms of so many readers and one who says something, round by round at each of the three. */
async function taken(stage: Stage, readers: number, { edits, perSecond }: How): Promise<Rounds> {
  const { node, token } = stage;
  const contenders: [Name, Contender, number][] = [];
  if (edits.ours) contenders.push(["ours", ours(node, token), edits.ours]);
  if (edits.relay) contenders.push(["relay", relay(await stage.relay()), edits.relay]);
  if (edits.peer) contenders.push(["peer", hocuspocus(await stage.peer()), edits.peer]);
  const rounds: Rounds = { ours: [], relay: [], peer: [] };
  const rooms = new Map<Name, Awaited<ReturnType<typeof openRoom>>>();
  for (const [name, contender] of contenders) {
    const room = name === "ours" ? (await stage.diagram()).path : `room-${readers}-${perSecond ?? "all"}`;
    rooms.set(name, await openRoom(contender, room, readers));
  }
  for (let n = 0; n <= ROUNDS; n++) {
    for (const [name, contender, count] of contenders) {
      const isFirst = n === 0;
      const how = { edits: isFirst ? count * WARM_UP : count, ...(perSecond && !isFirst ? { perSecond } : {}) };
      const round = await run(contender, rooms.get(name)!, how);
      // Figures fall for some ten thousand edits, until the code that matters is compiled.
      if (!isFirst) rounds[name].push(round);
    }
  }
  for (const { readers, sender } of rooms.values()) for (const line of [sender, ...readers]) line.close();
  return rounds;
}

const perCore = (round: Round) => round.perCore;
const thousands = (all: Round[]) => `${Math.round(median(all.map(perCore)) / 1_000)}k`;
const over = (a: Round[], b: Round[], of: (round: Round) => number) =>
  median(a.map((round, n) => of(round) / of(b[n]!)));

function deliveries(name: string, rounds: Rounds, against: "relay" | "peer", least: number): Row {
  const ratio = over(rounds.ours, rounds[against], perCore);
  const value = `${thousands(rounds.ours)} vs ${thousands(rounds[against])} ${UNIT}`;
  return { name, value, ratio, bound: `≥ ${least}×`, ok: ratio >= least };
}

export async function benchCalm(stage: Stage): Promise<Row[]> {
  const rounds = await taken(stage, 200, { edits: { ours: 400, relay: 400, peer: 400 }, perSecond: 100 });
  const p95 = (round: Round) => round.p95;
  const ratio = over(rounds.ours, rounds.relay, p95);
  const shown = (all: Round[]) => median(all.map(p95)).toFixed(1);
  return [
    deliveries("Room of 200, 100 edits/s, against a bare ws relay with the same log", rounds, "relay", 0.9),
    {
      name: "The same: p95 of a delivery",
      value: `${shown(rounds.ours)} vs ${shown(rounds.relay)} ms`,
      ratio,
      bound: "≤ 1.25×",
      ok: ratio <= 1.25,
    },
    deliveries("The same against hocuspocus", rounds, "peer", 1),
  ];
}

export async function benchSaturated(stage: Stage): Promise<Row[]> {
  const rounds = await taken(stage, 200, { edits: { ours: 6_000, relay: 1_500, peer: 6_000 } });
  return [
    deliveries("Saturated room of 200 against the relay", rounds, "relay", 10),
    deliveries("The same against hocuspocus", rounds, "peer", 1.25),
  ];
}

export async function benchFifty(stage: Stage): Promise<Row[]> {
  const rounds = await taken(stage, 50, { edits: { ours: 8_000, peer: 8_000 } });
  return [deliveries("Saturated room of 50 against hocuspocus", rounds, "peer", 1.5)];
}
