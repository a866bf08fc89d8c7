import { findKey } from "../../db/keys";
import { Refusal } from "../../lib/domain/refusal";
import { hashOfKey } from "../../lib/keys";
import * as environments from "../../lib/operations/environments";
import * as groups from "../../lib/operations/groups";
import type { AnyOperation } from "../../lib/operations/operation";
import { perform } from "../../lib/operations/perform";
import * as teams from "../../lib/operations/teams";
import { refused, settled } from "../../lib/operations/wire/results";
import { pick } from "../../lib/rest/platform/read";

const ops = [environments, groups, teams].flatMap((n) => Object.values(n) as AnyOperation[]);
export async function call(method: string, params: Record<string, unknown>, session?: string): Promise<any> {
  const op = ops.find((o) => o.method === method)!;
  try {
    const key = session ? await findKey(hashOfKey(session)) : null;
    if (!key) throw new Refusal("signed-out", "x");
    const from = { ip: "1", userAgent: "t" };
    const actor = { uid: key.uid, email: key.email, verified: true, name: key.name, door: "rest" as const, versions: key.versions, from };
    const map = new Map(Object.entries(params).filter(([, v]) => v !== undefined && v !== "").map(([k, v]) => [k, [v]]));
    return { ...settled, ...(await perform(op, actor, () => pick(op.input.shape, map))) };
  } catch (e) {
    if (e instanceof Refusal) return refused(e);
    throw e;
  }
}
