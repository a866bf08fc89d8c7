import type { Row } from "./decide";
import type { Server } from "./house";
import { load, median, type Round } from "./load";

export const ROUNDS = 9;
const COUNT = 4_000;
/** How many rounds the first is as long as. */
const WARM_UP = 6;

export type Contender = {
  server: Pick<Server, "port" | "pid">;
  path: (n: number) => string;
  token?: string;
  count?: number;
  connections?: number;
  says?: string;
};

/** Every contender once a round, after a long one that does not count, in which code gets warm; the rounds of each. */
export async function rounds<K extends string>(contenders: Record<K, Contender>): Promise<Record<K, Round[]>> {
  const taken = Object.fromEntries(Object.keys(contenders).map((name) => [name, [] as Round[]])) as Record<K, Round[]>;
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, { server, path, token, count = COUNT, connections, says }] of Object.entries<Contender>(
      contenders,
    )) {
      const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
      const result = await load(server, path, {
        count: round === 0 ? count * WARM_UP : count,
        headers,
        ...(connections ? { connections } : {}),
        ...(says ? { says } : {}),
      });
      if (round > 0) taken[name as K].push(result);
    }
  }
  return taken;
}

/** The median over rounds of one figure of a contender against another's in the same round. */
export const ratio = (a: Round[], b: Round[], of: (round: Round) => number) =>
  median(a.map((round, n) => of(round) / of(b[n]!)));
const cpu = (round: Round) => round.cpuMicros;
export const figure = (all: Round[], of: (round: Round) => number) => median(all.map(of));

/** The server CPU a request takes of one contender and of another, as a row of the table; the first may take `most` times the second. */
export function cpuRow(name: string, a: Round[], b: Round[], most: number): Row {
  const against = ratio(a, b, cpu);
  return {
    name,
    value: `${Math.round(figure(a, cpu))} µs vs ${Math.round(figure(b, cpu))} µs`,
    ratio: against,
    bound: `≤ ${most}×`,
    ok: against <= most,
  };
}
