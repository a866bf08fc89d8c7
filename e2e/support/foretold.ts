import { expect } from "vitest";
import { versionNow } from "../../db/accounts";
import { db } from "../../db/client";
import { factsOf } from "../../db/worlds";
import { namesOf } from "../../lib/domain/bits";
import { difference } from "../../lib/domain/difference";
import { compile, type World } from "../../lib/domain/world";
import type { Preview } from "../../lib/operations/wire/preview";

type Said = string[];
const said = (uid: number, sign: string, methods: readonly string[], things: readonly string[]): Said =>
  things.flatMap((thing) => methods.map((method) => `${uid} ${sign} ${method} ${thing}`));

/** What a preview says of those who have access now, one line for each method on each thing. */
export const foretold = ({ gains, loses }: Preview): Said =>
  (
    [
      ["+", gains],
      ["-", loses],
    ] as const
  )
    .flatMap(([sign, { first, n }]) => {
      expect(first).toHaveLength(n);
      return first
        .filter(({ now }) => now)
        .flatMap(({ uid, on }) =>
          on.first.flatMap(({ methods, things }) =>
            said(
              uid,
              sign,
              methods.first,
              things.first.map(({ type, resourceId }) => `${type}:${resourceId}`),
            ),
          ),
        );
    })
    .sort();

export async function worldNow(owner: number): Promise<World> {
  return compile(await factsOf(db(), owner, (await versionNow(owner))!, "everyone"));
}

/** What has come true between two worlds, in the same lines; of many methods the first. `of`: only this person's, where it is said. */
export const cameTrue = (before: World, after: World, of?: number): Said =>
  [...difference(before, after)].flatMap(([uid, shifts]) =>
    of === undefined || uid === of
      ? shifts.flatMap(({ gains, loses, things }) => {
          const on = things.map(({ type, id }) => `${type}:${id}`);
          return [
            ...said(uid, "+", namesOf(gains).slice(0, 50), on),
            ...said(uid, "-", namesOf(loses).slice(0, 50), on),
          ];
        })
      : [],
  );
