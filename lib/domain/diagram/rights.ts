import type { Actor } from "../actor";
import { isOver } from "../ends";
import { decide } from "../rights";
import { endedSays } from "../trail-words";
import type { World } from "../world";

/** What a threat model's own list gives; each holds what those after it hold. */
export const modelRoles = ["owner", "writer", "reader"] as const;
export type ModelRole = (typeof modelRoles)[number];

/** One line of a threat model's own list. `uid` is null while nobody has an account under the address. */
export type ModelEntry = {
  principal_type: "user" | "group";
  uid: number | null;
  email: string;
  provider: string;
  group_name: string;
  role: ModelRole;
  /** From when on it gives nothing, and how much of that was told; null or left out: never. */
  ends_at?: Date | null;
  ends_told?: number;
};

/**
 * What rights on a threat model follow from. `environment`: the appid it is attached to; `now`: when this is so (milliseconds, by the
 * clock of the database); left out, whatever has an end is over.
 */
export type ModelFacts = {
  owner_uid: number;
  environment: string | null;
  entries: readonly ModelEntry[];
  now?: number;
};

export type ModelAccess = { role: ModelRole | null; trail: string[] };

type Asker = Pick<Actor, "uid" | "email" | "verified" | "token">;

/** The least role of a threat model's own list that holds a method. */
const NEEDED: Record<string, ModelRole> = {
  "threatmodel.model.EditThreatModel": "writer",
  "threatmodel.model.DeleteThreatModel": "owner",
  "threatmodel.diagram.CreateDiagram": "writer",
  "threatmodel.diagram.EditDiagram": "writer",
  "threatmodel.diagram.DeleteDiagram": "owner",
};
const EDIT = "threatmodel.diagram.EditDiagram";
/** Each of these alone lets somebody know that the model exists. */
const VIEWS = ["threatmodel.diagram.GetDiagram", "threatmodel.model.GetThreatModel", "threatmodel.session.JoinSession"];
/** TMI's group of all who are signed in. */
const EVERYONE = "everyone";

/**
 * D13: may they use this method on a threat model? Two things count, and the stronger holds: the model's own list (owner, writer,
 * reader), and what the collaboration's roles give on the environment it is attached to. `world` is the owner's, with the
 * asker's memberships; null where it need not be asked. A token that is limited to resources reaches only what is attached to one.
 */
export function mayOnModel(model: ModelFacts, asker: Asker, world: World | null, method: string): ModelAccess {
  const listed = listedRole(model, asker);
  const needed = neededRole(method);
  if (listed.role && strength(listed.role) >= strength(needed)) return listed;
  const resource = model.environment && world ? { type: "ENV" as const, id: model.environment } : null;
  if (!resource || !world)
    return { role: null, trail: [...listed.trail, "The model is attached to no environment they reach."] };
  const decision = decide(world, asker, method, resource);
  const role = decision.allowed ? (needed === "reader" ? "reader" : needed) : null;
  return { role, trail: [...listed.trail, decision.sentence] };
}

/** The strongest role they have on the model as a whole; null for none. */
export function roleOnModel(model: ModelFacts, asker: Asker, world: World | null): ModelAccess {
  const listed = listedRole(model, asker);
  if (listed.role === "owner" || listed.role === "writer") return listed;
  for (const method of [EDIT, ...VIEWS]) {
    const { role: held, trail } = mayOnModel(model, asker, world, method);
    if (held) return { role: method === EDIT ? "writer" : "reader", trail };
  }
  return { role: null, trail: [...listed.trail, "Nothing gives them a role here."] };
}

/** The role that what somebody holds on the model's environment comes to; null for none. */
export const roleOfMethods = (holds: (method: string) => boolean): ModelRole | null =>
  holds(EDIT) ? "writer" : VIEWS.some(holds) ? "reader" : null;

export function listedRole(model: ModelFacts, asker: Asker): ModelAccess {
  // A list knows no resources, so a token limited to some goes by the environment alone (S-41).
  if (asker.token?.resources) return { role: null, trail: ["The token reaches only certain resources."] };
  if (asker.uid === model.owner_uid) return { role: "owner", trail: ["They own the account the model belongs to."] };
  const best = listedLine(model, asker);
  if (best) return { role: best.role, trail: [`The model's own list names them as ${best.role}.`] };
  const over = endedOn(model, asker);
  if (over) return { role: null, trail: [endedSays("What the model's own list gave them", over.ends_at.getTime())] };
  return { role: null, trail: ["The model's own list does not name them."] };
}

/** The line of the model's own list that gives them the most; none to the account's owner, who needs none. */
export const listedLine = (model: ModelFacts, asker: Asker): ModelEntry | undefined =>
  asker.uid === model.owner_uid
    ? undefined
    : strongest(model.entries.filter((entry) => names(entry, asker) && holdsIn(model)(entry)));

/** Those lines of its own list that have not ended. */
export const holdsIn =
  ({ now = Number.POSITIVE_INFINITY }: Pick<ModelFacts, "now">) =>
  ({ ends_at }: ModelEntry): boolean =>
    !isOver(ends_at?.getTime(), now);

/** The strongest line of the model's own list that has ended and is stronger than what they have by it now. */
export function endedOn(model: ModelFacts, asker: Asker): (ModelEntry & { ends_at: Date }) | null {
  if (asker.token?.resources || asker.uid === model.owner_uid) return null;
  const mine = model.entries.filter((entry) => names(entry, asker));
  const left = strongest(mine.filter(holdsIn(model)));
  const over = strongest(mine.filter((entry) => !holdsIn(model)(entry)));
  if (!over?.ends_at || (left && strength(left.role) >= strength(over.role))) return null;
  return { ...over, ends_at: over.ends_at };
}

/** When a line of the list ends next (milliseconds); null for never. */
export function nextEndOn({ entries, now = Number.POSITIVE_INFINITY }: ModelFacts): number | null {
  const ahead = entries.flatMap(({ ends_at }) => (ends_at && ends_at.getTime() > now ? ends_at.getTime() : []));
  return ahead.length > 0 ? Math.min(...ahead) : null;
}

/** Of several the one with the strongest role, and among those the one that ends last. */
const strongest = (entries: readonly ModelEntry[]): ModelEntry | undefined =>
  entries.toSorted((a, b) => strength(b.role) - strength(a.role) || endOf(b) - endOf(a))[0];

const endOf = ({ ends_at }: ModelEntry): number => ends_at?.getTime() ?? Number.MAX_SAFE_INTEGER;

const names = (entry: ModelEntry, asker: Asker): boolean =>
  entry.principal_type === "group" ? entry.group_name === EVERYONE && asker.uid !== 0 : isOwnLine(entry, asker);

/** Whether it names them themselves: by account; by address only while no account is bound to it, and only a verified one (S-21). */
export const isOwnLine = ({ principal_type, uid, email }: ModelEntry, asker: Asker): boolean =>
  principal_type === "user" &&
  (uid === null ? asker.verified && email !== "" && email === asker.email : uid === asker.uid);

/** The least role of the list with which somebody may use the method. */
export const neededRole = (method: string): ModelRole => NEEDED[method] ?? "reader";

const strength = (role: ModelRole): number => modelRoles.length - modelRoles.indexOf(role);

/** May one of these entries read, write, own? For callers that hold a role already. */
export const atLeast = (role: ModelRole | null, needed: ModelRole): boolean =>
  role !== null && strength(role) >= strength(needed);
