import { aroundOf } from "../diagram/around";
import { type Cell, isObject } from "../diagram/cell";
import { cellOf, endsOf, type Kind, kindOf, labelOf } from "../diagram/read-cell";
import type { Fact } from "./threat";

/** Kinds of elements that threats are suggested for. */
export const threatened = ["actor", "process", "store", "flow"] as const;
export type Threatened = (typeof threatened)[number];

type Question = { name: string; is: "flag" | "text" };
const flag = (name: string): Question => ({ name, is: "flag" });
const text = (name: string): Question => ({ name, is: "text" });

/**
 * What one may say about an element of each kind. It stands in the cell's `data`, under the names that Threat Dragon gave it, so that its
 * files bring it along.
 */
export const ASKED: Record<Threatened, readonly Question[]> = {
  actor: [flag("providesAuthentication"), flag("outOfScope"), text("reasonOutOfScope"), text("description")],
  process: [
    flag("isWebApplication"),
    flag("handlesCardPayment"),
    text("privilegeLevel"),
    flag("outOfScope"),
    text("reasonOutOfScope"),
    text("description"),
  ],
  store: [
    flag("storesCredentials"),
    flag("isALog"),
    flag("isEncrypted"),
    flag("isSigned"),
    flag("outOfScope"),
    text("reasonOutOfScope"),
    text("description"),
  ],
  flow: [
    text("protocol"),
    flag("isEncrypted"),
    flag("isPublicNetwork"),
    flag("outOfScope"),
    text("reasonOutOfScope"),
    text("description"),
  ],
};

/** Everything a rule may ask about; `not` in a rule asks for the opposite. */
export const factNames = [
  "crossesBoundary",
  "fromActor",
  "toActor",
  "toStore",
  "fromStore",
  "isPublicNetwork",
  "isEncrypted",
  "takesFromActor",
  "takesFromOutside",
  "readsStore",
  "writesStore",
  "inBoundary",
  "isRead",
  "isWritten",
  "isWrittenByMany",
  "storesCredentials",
  "isALog",
  "isSigned",
  "isWebApplication",
  "handlesCardPayment",
  "hasPrivilege",
  "providesAuthentication",
  "sendsToBoundary",
] as const;
export type FactName = (typeof factNames)[number];

/** An element, and what is true of it: by name, with what it is said of ("" where there is no more to say). */
export type Known = { cell: Cell; kind: Threatened; name: string; facts: ReadonlyMap<FactName, string> };

/** What is true of each element that threats are suggested for; what is out of scope is left out. */
export function factsOf(cells: readonly Cell[]): Known[] {
  const at = new Map(cells.map((cell) => [cell.id, cell]));
  const around = aroundOf(at);
  const within = (cell: Cell | undefined) => at.get((cell && around.boundaryOf(cell.id)) ?? "") ?? null;
  const endOf = (flow: Cell, which: "source" | "target") => at.get(cellOf(endsOf(flow)[which]) ?? "");
  const known: Known[] = [];
  for (const cell of cells) {
    const kind = kindOf(cell);
    const data = isObject(cell.data) ? cell.data : {};
    if (!isThreatened(kind) || cell.shape !== kind || data.outOfScope === true) continue;
    const facts = new Map<FactName, string>();
    const say = (name: FactName, isSo: boolean, of = "") => {
      if (isSo) facts.set(name, of);
    };
    for (const { name, is } of ASKED[kind]) if (is === "flag" && isFact(name)) say(name, data[name] === true);
    if (kind === "flow") {
      const [from, to] = [endOf(cell, "source"), endOf(cell, "target")];
      const [there, here] = [within(from), within(to)];
      say("crossesBoundary", from !== undefined && to !== undefined && there !== here, names([there ?? here]));
      say("fromActor", from?.shape === "actor", names([from]));
      say("toActor", to?.shape === "actor", names([to]));
      say("fromStore", from?.shape === "store", names([from]));
      say("toStore", to?.shape === "store", names([to]));
    } else {
      const ends = (ids: readonly string[], which: "source" | "target") =>
        ids.flatMap((id) => {
          const flow = at.get(id);
          return (flow?.shape === "flow" && endOf(flow, which)) || [];
        });
      const from = ends(around.into(cell.id), "source");
      const to = ends(around.outOf(cell.id), "target");
      const sayOf = (name: FactName, all: readonly Cell[], least = 1) => say(name, all.length >= least, names(all));
      const isStore = (one: Cell) => one.shape === "store";
      const isActor = (one: Cell) => one.shape === "actor";
      const isBeyond = (one: Cell) => within(one) !== within(cell);
      say("inBoundary", within(cell) !== null, names([within(cell)]));
      sayOf("takesFromActor", from.filter(isActor));
      sayOf("takesFromOutside", from.filter(isBeyond));
      sayOf("sendsToBoundary", to.filter(isBeyond));
      sayOf("readsStore", from.filter(isStore));
      sayOf("writesStore", to.filter(isStore));
      if (kind === "store") {
        sayOf("isWritten", from);
        sayOf("isWrittenByMany", from, 2);
        sayOf("isRead", to);
      }
      say(
        "hasPrivilege",
        typeof data.privilegeLevel === "string" && data.privilegeLevel !== "",
        String(data.privilegeLevel),
      );
    }
    known.push({ cell, kind, name: labelOf(cell), facts });
  }
  return known;
}

const isThreatened = (kind: Kind): kind is Threatened => (threatened as readonly Kind[]).includes(kind);
const isFact = (name: string): name is FactName => (factNames as readonly string[]).includes(name);

const MOST_NAMES = 3;
const LONGEST = 120;
/** A few names, so that one sees what is meant. */
function names(cells: readonly (Cell | null | undefined)[]): string {
  const all = [...new Set(cells.flatMap((cell) => (cell ? labelOf(cell).replace(/\s+/g, " ") : [])).filter(Boolean))];
  const shown = all.slice(0, MOST_NAMES).join(", ");
  return (all.length > MOST_NAMES ? `${shown}, …` : shown).slice(0, LONGEST);
}

/** What a rule asks, as a fact that is kept with the threat. */
export const factAs = (name: string, of: string): Fact => (of ? { is: name, of } : { is: name });
