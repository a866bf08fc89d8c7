import type { Actor } from "../actor";
import type { World } from "../world";
import { holdsIn, type ModelEntry, type ModelFacts, type ModelRole, modelRoles, roleOnModel } from "./rights";

type Model = ModelFacts & { id: string; name: string };
export type Models = { world: World; models: ReadonlyMap<string, Model> };
export type Asker = Pick<Actor, "uid" | "email" | "verified">;

/** Whose role on a threat model becomes another; uid 0 for an address nobody has an account under, and for all who are signed in, who have none. */
export type Relisted = {
  model: Model;
  who: Pick<Actor, "uid" | "email">;
  was: ModelRole | null;
  is: ModelRole | null;
};

/** The models whose own list, environment or being there is another afterwards. */
export function touchedModels(before: Models, after: Models): Model[] {
  const text = (model: Model | undefined) => JSON.stringify(model ? [model.environment, model.entries] : null);
  const both = new Map([...before.models, ...after.models]);
  return [...both.values()].filter(({ id }) => text(before.models.get(id)) !== text(after.models.get(id)));
}

/** Accounts that the lists of these name on either side. */
export const accountsOn = (touched: readonly Model[], ...sides: readonly Models[]): number[] => [
  ...new Set(linesOf(touched, sides).flatMap(({ uid }) => uid ?? [])),
];

const linesOf = (touched: readonly Model[], sides: readonly Models[]): ModelEntry[] =>
  touched.flatMap(({ id }) => sides.flatMap(({ models }) => models.get(id)?.entries ?? []));

/** What a change makes of the roles on these models. `askers`: whoever may be concerned and has an account. */
export function relisted(
  touched: readonly Model[],
  askers: readonly Asker[],
  before: Models,
  after: Models,
): Relisted[] {
  const sides = [before, after] as const;
  return touched.flatMap((model) => {
    const [was, is] = sides.map(({ models }) => models.get(model.id)) as [Model | undefined, Model | undefined];
    const lines = linesOf([model], sides);
    const addresses = [...new Set(lines.flatMap(({ uid, email }) => (uid === null && email !== "" ? email : [])))];
    const listed = (one: Model | undefined, is: (entry: ModelEntry) => boolean): ModelRole | null =>
      one?.entries
        .filter((entry) => is(entry) && holdsIn(one)(entry))
        .map(({ role }) => role)
        .sort(strongest)[0] ?? null;
    const shifts: Omit<Relisted, "model">[] = [
      ...askers
        .filter(({ uid }) => uid !== model.owner_uid)
        .map((asker) => ({
          who: asker,
          was: was ? roleOnModel(was, asker, before.world).role : null,
          is: is ? roleOnModel(is, asker, after.world).role : null,
        })),
      ...addresses.map((email) => {
        const named = (entry: ModelEntry) => entry.uid === null && entry.email === email;
        return { who: { uid: 0, email }, was: listed(was, named), is: listed(is, named) };
      }),
      { who: { uid: 0, email: "" }, was: listed(was, isGroup), is: listed(is, isGroup) },
    ];
    return shifts.filter((shift) => shift.was !== shift.is).map((shift) => ({ model, ...shift }));
  });
}

const isGroup = ({ principal_type }: ModelEntry): boolean => principal_type === "group";
const strongest = (a: ModelRole, b: ModelRole): number => modelRoles.indexOf(a) - modelRoles.indexOf(b);
