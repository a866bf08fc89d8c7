/** What "Why?" costs whoever asks: an answer over HTTP, of the members of one owner in turn, also right after something changed there. */
import type { WorldFacts } from "../lib/domain/world";
import type { Row } from "./decide";
import { ask } from "./load";

const ASKED = 60;
const METHODS = ["environment.control.StartEnv", "environment.control.DeleteEnv", "billing.account.GetAccount"];

/** `idOf` makes the ids of the facts those of the house. */
export async function explainRows(
  port: number,
  headers: Record<string, string>,
  { members, environments }: WorldFacts,
  idOf: (id: number) => number,
): Promise<Row[]> {
  const times: number[] = [];
  const firsts: number[] = [];
  for (let n = 0; n < ASKED; n++) {
    const member = members[(n * 37) % members.length]!;
    const { appid } = environments[(n * 61) % environments.length]!;
    const isFirst = n % 10 === 0;
    if (isFirst)
      await ask(port, `/1.0/users/collaboration/rest/editmember?id=${idOf(member.id)}&displayName=n${n}`, headers);
    const question = new URLSearchParams({
      memberId: String(idOf(member.id)),
      resourceType: "ENV",
      resourceId: appid,
      serviceMethod: METHODS[n % METHODS.length]!,
    });
    const start = performance.now();
    const body = JSON.parse(await ask(port, `/1.0/confer/access/rest/explain?${question}`, headers));
    (isFirst ? firsts : times).push(performance.now() - start);
    if (body.result !== 0) throw new Error(`Explain: ${body.error}`);
  }
  const row = (name: string, all: number[]): Row => {
    const worst = Math.max(...all);
    return {
      name: `Explain: ${name} (worst of ${all.length})`,
      value: `${Math.round(worst)} ms`,
      bound: "≤ 150 ms",
      ok: worst <= 150,
    };
  };
  return [row("1,000 members, 10,000 shares", times), row("the first after a change", firsts)];
}
