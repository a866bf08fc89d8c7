import { ANYWHERE, type Counted, MODEL } from "../../db/calls";
import { db } from "../../db/client";
import type { Drawing } from "../../db/drawn-now";
import { facesOf, rosterOf } from "../../db/roster";
import type { Actor } from "../domain/actor";
import { type Bits, namesOf } from "../domain/bits";
import type { Cut } from "../domain/diagram/cut";
import type { Relisted } from "../domain/diagram/relisted";
import type { Difference, Shift } from "../domain/difference";
import { CATEGORY, type Resource } from "../domain/resource";
import type { WorldFacts } from "../domain/world";
import type { Part } from "./operation";
import type { Later } from "./preview-later";
import type { Preview, PreviewPerson } from "./wire/preview";
import { refused as wireRefusal } from "./wire/results";

export type Found = {
  owner: number;
  actor: Actor;
  everyone: boolean;
  shifts: Difference;
  models: readonly Relisted[];
  cut: readonly (Drawing & { effect: Cut })[];
  /** Of environments that somebody gains something on. */
  diagrams: number;
  /** Those that would have been refused. */
  calls: readonly Counted[];
  /** Appids by name, and everything else, before and after. */
  names: readonly ReadonlyMap<string, string>[];
  facts: readonly WorldFacts[];
  later: readonly Later[];
  laterMore: number;
  parts: readonly Part[];
  /** Of threat models, by id. */
  modelNames: ReadonlyMap<string, string>;
};

const MOST = { people: 100, lines: 5, things: 5, methods: 50, models: 50, cut: 50, calls: 50, declined: 50 };

/** What was found, with names, the first of everything and how many there are. */
export async function told(found: Found): Promise<Preview> {
  const { shifts, models, cut, calls, later } = found;
  const side = (which: "gains" | "loses", of = shifts) =>
    [...of].flatMap(([uid, all]): [number, Shift[]][] => {
      const some = all.filter((shift) => !isEmpty(shift[which]));
      return some.length > 0 ? [[uid, some]] : [];
    });
  const [gains, loses] = [side("gains"), side("loses")];
  const ending = later.map((one) => ({ ...one, loses: side("loses", one.shifts) }));
  // Those who have access now come first.
  for (const list of [gains, loses, ...ending.map((one) => one.loses)])
    list.sort(([a], [b]) => Number(a < 0) - Number(b < 0));
  const first = [gains, loses].map((list) => list.slice(0, MOST.people)) as [typeof gains, typeof loses];
  const named = [
    ...first.flat().map(([uid]) => uid),
    ...[...cut, ...calls].map(({ uid }) => uid),
    ...[...models, ...later.flatMap((one) => one.models)].map(({ who }) => who.uid),
    ...ending.flatMap((one) => one.loses.slice(0, MOST.people).map(([uid]) => uid)),
  ];
  const nameOf = await namer(found, named);
  const thingName = thingNamer(found);
  const people = (list: typeof gains, which: "gains" | "loses"): PreviewPerson[] =>
    list.map(([uid, all]) => ({ ...nameOf(uid), now: uid > 0, on: linesOf(all, which, thingName) }));
  const declined = found.parts.flatMap(({ refusal, ...part }) => (refusal ? { ...part, refusal } : []));
  const roles = (of: readonly Relisted[]): Preview["models"] => ({
    first: of.slice(0, MOST.models).map(({ model, who, was, is }) => ({
      uid: who.uid,
      name: (who.uid > 0 && nameOf(who.uid).name) || who.email,
      threatModelId: model.id,
      threatModel: model.name,
      before: was,
      after: is,
    })),
    n: of.length,
  });
  return {
    changes: [...shifts.keys()].some((uid) => uid > 0) || cut.length > 0 || models.length > 0,
    gains: { first: people(first[0], "gains"), n: gains.length },
    reaches: { environments: environmentsIn(gains), diagrams: found.diagrams },
    loses: { first: people(first[1], "loses"), n: loses.length },
    models: roles(models),
    cut: {
      first: cut.slice(0, MOST.cut).map(({ uid, diagram, name, effect }) => ({
        uid,
        name: nameOf(uid).name,
        diagramId: diagram,
        diagram: name,
        effect,
      })),
      n: cut.length,
    },
    refused: {
      first: calls.slice(0, MOST.calls).map(({ uid, method, type, id, n, last }) => ({
        uid,
        name: nameOf(uid).name,
        method,
        thing: type === ANYWHERE || type === MODEL ? null : thingName({ type, id }),
        threatModel: type === MODEL ? { id, name: found.modelNames.get(id) ?? "" } : null,
        calls: n,
        last: new Date(last * 86_400_000).toISOString().slice(0, 10),
      })),
      n: calls.length,
      calls: calls.reduce((sum, { n }) => sum + n, 0),
    },
    declined: {
      first: declined.slice(0, MOST.declined).map(({ collaborationId, thing, refusal }) => {
        const { error, reason, result } = wireRefusal(refusal);
        return { collaborationId, thing: thingName(thing), error, reason, result };
      }),
      n: declined.length,
      of: found.parts.length,
    },
    laterMore: found.laterMore,
    later: ending.map(({ at, loses, models, tokens }) => ({
      at: new Date(at).toISOString(),
      loses: { first: people(loses.slice(0, MOST.people), "loses"), n: loses.length },
      models: roles(models),
      tokens: {
        first: tokens.slice(0, MOST.lines).map(({ id, description }) => ({ id, name: description })),
        n: tokens.length,
      },
    })),
  };
}

const environmentsIn = (gains: readonly [number, Shift[]][]): number =>
  new Set(
    gains.flatMap(([, all]) =>
      all.flatMap(({ things }) => things.flatMap(({ type, id }) => (type === "ENV" && id !== CATEGORY ? id : []))),
    ),
  ).size;

const isEmpty = (bits: Bits): boolean => bits.every((word) => word === 0);

type Things = Preview["gains"]["first"][number]["on"];

/** The same methods on several things are one line. */
function linesOf(shifts: readonly Shift[], which: "gains" | "loses", nameOf: ReturnType<typeof thingNamer>): Things {
  const alike = new Map<string, { bits: Bits; things: Resource[] }>();
  for (const shift of shifts) {
    const key = shift[which].join();
    const line = alike.get(key) ?? { bits: shift[which], things: [] };
    alike.set(key, line);
    line.things.push(...shift.things);
  }
  const lines = [...alike.values()].sort((a, b) => b.things.length - a.things.length);
  return {
    first: lines.slice(0, MOST.lines).map(({ bits, things }) => {
      const methods = namesOf(bits);
      return {
        methods: { first: methods.slice(0, MOST.methods), n: methods.length },
        things: { first: things.slice(0, MOST.things).map(nameOf), n: things.length },
      };
    }),
    n: lines.length,
  };
}

function thingNamer({ names }: Found) {
  const found = new Map(names.flatMap((side) => [...side].map(([name, appid]) => [appid, name])));
  return ({ type, id }: Resource) => ({ type, resourceId: id, name: type === "ENV" ? (found.get(id) ?? id) : id });
}

/** What these people are called: the owner's label, their own name, their address; whoever asks about themselves, by their own. */
async function namer({ owner, actor, everyone, facts }: Found, uids: readonly number[]) {
  const members = new Map<number, number[]>();
  for (const { id, uid } of facts.flatMap((side) => side.members)) {
    for (const known of uid === null ? [-id] : [uid, -id]) members.set(known, [...(members.get(known) ?? []), id]);
  }
  const faces = await facesOf(db(), [...new Set(uids.filter((uid) => uid > 0))]);
  const people = everyone ? (await rosterOf(db(), owner, facts[0]!.version)).people : [];
  const listed = new Map(people.map((one) => [one.id, one]));
  return (uid: number) => {
    const memberIds = members.get(uid) ?? [];
    // Of several memberships the one that the owner has named.
    const memberId = memberIds.find((id) => listed.get(id)?.label) ?? memberIds[0] ?? 0;
    const member = listed.get(memberId);
    const own = faces.get(uid)?.name || (uid === actor.uid ? actor.email : "");
    const name = member?.label || own || member?.email || "";
    return { uid: Math.max(0, uid), memberId, name };
  };
}
