/** May this person call this method on this environment? The engine against what else could answer, in one process and one run. */
import { pathToFileURL } from "node:url";
import { decide } from "../lib/domain/rights";
import { compile, type WorldFacts } from "../lib/domain/world";
import { type Contender, casbinContender, caslContender } from "./contenders";
import { benchFacts, benchQuestions, type Question } from "./decide-world";
import { lowerBound } from "./lower-bound";

export type Row = { name: string; value: string; ratio?: number; bound: string; ok: boolean };

const ROUNDS = 7;
const QUESTIONS = 4_096;

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString("en")}/s`;

/** Answers a second over `count` questions, taken round and round. */
function rate(contender: Contender, questions: Question[], count: number): number {
  let allowed = 0;
  const start = performance.now();
  for (let index = 0; index < count; index++) if (contender(questions[index & (QUESTIONS - 1)]!)) allowed++;
  const seconds = (performance.now() - start) / 1000;
  if (allowed === 0 || allowed === count) throw new Error("A contender that always says the same is not answering.");
  return count / seconds;
}

/** Megabytes that `build` leaves behind once its facts are gone, typed arrays included; the least of three tries. */
function megabytesOf(build: (facts: WorldFacts) => unknown): number {
  const used = (): number => {
    for (let again = 0; again < 3; again++) globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const kept: unknown[] = [];
  const tries = Array.from({ length: 3 }, () => {
    const before = used();
    kept.push(build(benchFacts()));
    return (used() - before) / 2 ** 20;
  });
  return kept.length === 3 ? Math.min(...tries) : Number.NaN;
}

function millisecondsOf(build: (facts: WorldFacts) => unknown, facts: WorldFacts): number {
  return median(
    Array.from({ length: 7 }, () => {
      const start = performance.now();
      build(facts);
      return performance.now() - start;
    }),
  );
}

export async function benchDecide(): Promise<Row[]> {
  const facts = benchFacts();
  const questions = benchQuestions(facts, QUESTIONS);
  const world = compile(facts);
  const byHand = lowerBound(facts);
  const contenders = {
    ours: ({ uid, method, resource }: Question) => decide(world, { uid }, method, resource).allowed,
    byHand: ({ uid, method, resource }: Question) => byHand(uid, method, resource.id),
    casl: caslContender(facts),
    casbin: await casbinContender(facts),
    trail: ({ uid, method, resource }: Question) => {
      const decision = decide(world, { uid }, method, resource);
      return decision.trail.length > 0 && decision.allowed;
    },
  };
  const counts = { ours: 1_000_000, byHand: 1_000_000, casl: 100_000, casbin: 150, trail: 50_000 };
  const names = Object.keys(counts) as (keyof typeof counts)[];

  const asked = { all: QUESTIONS, casbin: 500 };
  let disagreements = 0;
  for (const [index, question] of questions.entries()) {
    const answer = contenders.ours(question);
    if (contenders.byHand(question) !== answer || contenders.casl(question) !== answer) disagreements++;
    if (contenders.trail(question) !== answer) disagreements++;
    if (index < asked.casbin && contenders.casbin(question) !== answer) disagreements++;
  }

  for (const name of names) rate(contenders[name], questions, counts[name]);
  const rates = names.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, name] of names.entries()) rates[index]!.push(rate(contenders[name], questions, counts[name]));
  }
  const of = (name: keyof typeof counts): number[] => rates[names.indexOf(name)]!;
  // Ratios are taken within a round, where both had the same neighbours.
  const times = (name: keyof typeof counts): number => median(of("ours").map((ours, round) => ours / of(name)[round]!));

  const compiling = millisecondsOf(compile, facts);
  const building = millisecondsOf(lowerBound, facts);
  const [ours, lower] = [megabytesOf(compile), megabytesOf(lowerBound)];

  const against = (name: keyof typeof counts, label: string, least: number): Row => ({
    name: `decide against ${label}`,
    value: `${perSecond(median(of("ours")))} : ${perSecond(median(of(name)))}`,
    ratio: times(name),
    bound: `≥ ${least}×`,
    ok: times(name) >= least,
  });
  const withTrail = median(of("trail"));
  return [
    {
      name: `disagreements in ${asked.all} questions (casbin ${asked.casbin})`,
      value: String(disagreements),
      bound: "0",
      ok: disagreements === 0,
    },
    against("byHand", "Map and bitset by hand", 0.5),
    against("casl", "CASL", 4),
    against("casbin", "casbin", 1000),
    { name: "decide with its full trail", value: perSecond(withTrail), bound: "≥ 100,000/s", ok: withTrail >= 100_000 },
    {
      name: "compile 10,000 shares",
      value: `${compiling.toFixed(1)} ms (by hand ${building.toFixed(1)} ms)`,
      bound: "< 50 ms",
      ok: compiling < 50,
    },
    {
      name: "memory of the compiled world against by hand",
      value: `${ours.toFixed(2)} MB : ${lower.toFixed(2)} MB`,
      ratio: ours / lower,
      bound: "< 1.5×",
      ok: globalThis.gc !== undefined && ours / lower < 1.5,
    },
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const rows = await benchDecide();
  for (const row of rows) {
    const ratio = row.ratio === undefined ? "" : ` = ${row.ratio.toPrecision(3)}×`;
    console.log(`${row.ok ? "ok  " : "FAIL"} ${row.name}: ${row.value}${ratio} (${row.bound})`);
  }
  if (rows.some((row) => !row.ok)) process.exitCode = 1;
}
