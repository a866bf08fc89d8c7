import { addressesOf, holdVersion } from "../../db/accounts";
import { type Db, db, type Last, runAll, undone } from "../../db/client";
import { diagramsOn } from "../../db/diagrams";
import { type Drawing, everyoneDrawing } from "../../db/drawn-now";
import { modelsOf } from "../../db/threat-models";
import { tokensOf } from "../../db/tokens";
import { readFacts } from "../../db/worlds";
import type { Actor } from "../domain/actor";
import { cutOf, type Rooms } from "../domain/diagram/cut";
import { accountsOn, relisted, touchedModels } from "../domain/diagram/relisted";
import { mayOnModel } from "../domain/diagram/rights";
import { type Difference, difference } from "../domain/difference";
import { Refusal } from "../domain/refusal";
import { decide } from "../domain/rights";
import { expectant, onlyOf, waitingIn } from "../domain/waiting";
import { compile, type World } from "../domain/world";
import type { AnyOperation, Part } from "./operation";
import { callsRefused } from "./preview-calls";
import { type Ending, laterOf } from "./preview-later";
import { told } from "./preview-words";
import { inTurn } from "./turns";
import type { Preview } from "./wire/preview";
import { writeLocked } from "./write";

type State = Ending & {
  /** Appids by name. */
  names: ReadonlyMap<string, string>;
  drawing: Drawing[];
};

export type Step = { op: AnyOperation; input: unknown };

/**
 * Writes as any write does, in a transaction that is then undone, and compares what there is on both sides of it. `refused` hears of
 * a step that is, instead of all being refused with it.
 */
export async function preview<S extends Step>(
  actor: Actor,
  owner: number,
  steps: readonly S[],
  refused?: (step: S, refusal: Refusal) => void,
): Promise<Preview> {
  const lists = steps.some(({ op }) => op.method.startsWith(LISTS) || LINES.has(op.method));
  const keys = steps.some(({ op }) => op.method.startsWith(KEYS));
  const [before, after, parts] = await inTurn(owner, () =>
    undone(async (tx) => {
      const version = (await holdVersion(tx, owner))[0]?.version ?? 0;
      const was = await stateOf(tx, owner, version, { lists, keys });
      const several: Part[] = [];
      for (const step of steps) {
        const lasts: Last[] = [];
        const last = (statement: Last) => void lasts.push(statement);
        try {
          const { parts: own } = await writeLocked(step.op, actor, step.input, owner, { tx, last, near: undefined });
          await runAll(tx, lasts);
          several.push(...own);
        } catch (error) {
          if (!refused || !(error instanceof Refusal)) throw error;
          refused(step, error);
        }
      }
      return [was, await stateOf(tx, owner, version + steps.length, { lists, keys }), several] as const;
    }),
  );
  const [was, is] = [before, after].map(({ facts }) => compile(expectant(facts))) as [World, World];
  const account = { type: "ACCOUNT" as const, id: String(owner) };
  const everyone =
    owner === actor.uid || steps.every(({ op }) => decide(was, actor, op.grant ?? op.method, account).allowed);
  const whole = onlyOf(difference(was, is), waitingIn(before.facts, after.facts));
  const own = (all: Difference): Difference =>
    everyone ? all : new Map([...all].filter(([uid]) => uid === actor.uid));
  const shifts = own(whole);
  const roomsOf = (state: State, world: World) => ({
    world,
    models: new Map(state.models.map((model) => [model.id, model])),
  });
  const rooms = [roomsOf(before, was), roomsOf(after, is)] as const satisfies Rooms[];
  const touched = lists ? touchedModels(...rooms) : [];
  const members = everyone ? [...was.membershipsOf.keys(), ...is.membershipsOf.keys()] : [actor.uid];
  const concerned = touched.length > 0 ? new Set([...accountsOn(touched, ...rooms), ...members]) : [];
  const stays = new Set(after.drawing.map(({ diagram, uid }) => `${diagram} ${uid}`));
  // Whoever may look into a diagram sees who is in it anyhow, and so whom it shows out that they end it or change its list.
  const listed = new Set(touched.map(({ id }) => id));
  const sees = ({ diagram, uid, model }: Drawing): boolean => {
    const drawn = rooms[0].models.get(model);
    const isTheirs = listed.has(model) || !stays.has(`${diagram} ${uid}`);
    return isTheirs && drawn !== undefined && mayOnModel(drawn, actor, was, JOIN).role !== null;
  };
  const sitting = before.drawing.filter((one) => everyone || one.uid === actor.uid || sees(one));
  const askers = await addressesOf(db(), [...new Set([...concerned, ...sitting.map(({ uid }) => uid)])]);
  const cut = sitting.flatMap((one) => {
    const asker = askers.get(one.uid);
    if (!asker) return [];
    const effect = stays.has(`${one.diagram} ${one.uid}`) ? cutOf({ ...one, asker }, ...rooms) : "out";
    return effect ? [{ ...one, effect }] : [];
  });
  const calls = await callsRefused({ owner, shifts, touched, rooms, everyone });
  const asking = [...concerned].flatMap((uid) => askers.get(uid) ?? []);
  const later = laterOf(before, after, asking);
  return told({
    calls,
    parts,
    modelNames: new Map(touched.map(({ id, name }) => [id, name])),
    later: later.told.map((one) => ({ ...one, shifts: own(one.shifts) })),
    laterMore: later.more,
    diagrams: await diagramsOn(db(), owner, gainedIn(shifts)),
    owner,
    actor,
    everyone,
    shifts,
    models: relisted(touched, asking, ...rooms),
    cut,
    names: [before.names, after.names],
    facts: [before.facts, after.facts],
  });
}

/** What changes a threat model's own list, its environment, or whether it is there, begins so. */
const LISTS = "threatmodel.model.";
const LINES = new Set(["confer.access.SetListEnd", "confer.access.LeaveList"]);
/** Tokens are nobody's but their owner's, and end as well. */
const KEYS = "users.authentication.";
const JOIN = "threatmodel.session.JoinSession";

/** The environments that somebody gains anything on. */
const gainedIn = (shifts: Difference): string[] => [
  ...new Set(
    [...shifts.values()]
      .flat()
      .flatMap(({ gains, things }) =>
        gains.some((word) => word !== 0) ? things.flatMap(({ type, id }) => (type === "ENV" ? id : [])) : [],
      ),
  ),
];

/** `lists`: with all of the threat models, and not only those somebody sits in; `keys`: with the tokens. */
async function stateOf(
  tx: Db,
  owner: number,
  version: number,
  { lists, keys }: { lists: boolean; keys: boolean },
): Promise<State> {
  const { facts, names } = await readFacts(tx, owner, version, "everyone");
  const drawing = await everyoneDrawing(tx, owner);
  const models = await modelsOf(tx, owner, lists ? undefined : [...new Set(drawing.map(({ model }) => model))]);
  return { facts, names, drawing, models, tokens: keys ? await tokensOf(tx, owner, null) : [] };
}
