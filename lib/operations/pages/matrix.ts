import { z } from "zod";
import type { OwnEnvironment } from "../../../db/estate";
import { type Listed, rosterOf } from "../../../db/roster";
import type { ThreatModel } from "../../../db/threat-models";
import { type MemberStatus, memberStatuses } from "../../domain/collaboration";
import { fold } from "../../domain/fold";
import type { Membership } from "../../domain/world";
import { type Company, finds, stateOf } from "../company";
import * as field from "../fields";
import { modelsSeen } from "../models-seen";
import { namedOn, type OnLists } from "../named-on";
import type { At } from "../operation";
import { viewOf } from "../views";
import { type Sighted, sightedOf } from "./sighted";

/** Beside the states of members: by the own list of a threat model, and no member. */
export const LISTED = "LISTED";
const states = [...memberStatuses, LISTED] as const;
type State = (typeof states)[number];

/**
 * What the matrix is narrowed to: by person and their state, by group (with what is in it) and by environment or threat model, whichever
 * stands above it.
 */
export const matrixFields = {
  above: z.enum(["environments", "models"]).optional(),
  search: field.text(200).optional(),
  state: z.array(z.enum(states)).max(states.length).optional(),
  group: field.text(2000).optional(),
  environment: field.text(200).optional(),
  ownerUid: field.ownerUid(),
};

/**
 * One human being, however many collaborations they are in; in none, `state` is null and a list alone names them. `listed`: what lists call
 * them whom no membership binds to an account.
 */
export type Human = { found: string; entries: Listed[]; state: MemberStatus | null; listed: OnLists | null };

/** `models`: where those stand above. */
export type Sides = Sighted & { people: Human[]; environments: OwnEnvironment[]; models: ThreatModel[] | null };

/**
 * Who stands at the side of the matrix, and what above it: to a delegate what they see of it. Whoever left or rejected is there only when
 * asked for, or while a list names them. Beside threat models stand those too whom their own lists name, as whoever sees a list knows them.
 */
export async function sidesOf(at: At<z.output<z.ZodObject<typeof matrixFields>>>): Promise<Sides> {
  const { above, search, state, group, environment } = at.input;
  const [sighted, { people }] = await Promise.all([sightedOf(at), rosterOf(at.db, at.owner, await at.version)]);
  const seen = above === "models" ? await modelsSeen(at, await viewOf(at)) : null;
  const humans = withListed(humansOf(people), seen ? await namedOn(at, seen) : []);
  const shown = new Set<State>(state?.length ? state : ["ACTIVE", "PENDING", "SUSPENDED", LISTED]);
  const isFound = finds(search);
  const isNamed = finds(environment);
  const isIn = ({ groups }: Pick<OwnEnvironment, "groups">) =>
    !group || groups.some((path) => path === group || path.startsWith(`${group}/`));
  return {
    ...sighted,
    models: seen && modelsAbove(seen),
    people: humans.filter(({ state: is, listed, found }) => {
      const isGone = is === null || is === "LEFT" || is === "REJECTED";
      const isShown = (is !== null && shown.has(is)) || (isGone && listed !== null && shown.has(LISTED));
      return isShown && isFound(found);
    }),
    environments: sighted.estate.environments.filter((one) => isNamed(fold(`${one.name} ${one.shownAs}`)) && isIn(one)),
  };

  function modelsAbove(all: readonly ThreatModel[]): ThreatModel[] {
    const inside = new Set(sighted.estate.environments.filter(isIn).map(({ appid }) => appid));
    return all.filter((model) => isNamed(fold(model.name)) && (!group || inside.has(model.environment ?? "")));
  }
}

function humansOf(people: readonly Listed[]): Human[] {
  const humans = new Map<string, Human>();
  for (const entry of people) {
    const key = fold(entry.email);
    const known = humans.get(key);
    if (known) known.entries.push(entry);
    else humans.set(key, { found: entry.found, entries: [entry], state: entry.status, listed: null });
  }
  for (const human of humans.values()) human.state = stateOf({ people: human.entries });
  return [...humans.values()];
}

/** Whom lists name is one of these by account or, where no membership is bound to one, by address; else somebody more. */
function withListed(humans: Human[], listed: readonly OnLists[]): Human[] {
  if (listed.length === 0) return humans;
  const byUid = new Map(
    humans.flatMap((human) => human.entries.flatMap(({ uid }) => (uid === null ? [] : [[uid, human]]))),
  );
  const unbound = humans.filter(({ entries }) => entries.every(({ uid }) => uid === null));
  const byAddress = new Map(unbound.map((human) => [fold(human.entries[0]!.email), human]));
  const more: Human[] = [];
  for (const one of listed) {
    const known = (one.uid === null ? undefined : byUid.get(one.uid)) ?? byAddress.get(fold(one.email));
    if (known) known.listed = one;
    else more.push({ found: one.found, entries: [], state: null, listed: one });
  }
  return [...humans, ...more].sort((a, b) => (a.found < b.found ? -1 : a.found > b.found ? 1 : 0));
}

/** The memberships that count for a person: those in the state they are in. */
export const membershipsOf = ({ membershipOf }: Company, { entries, state }: Human): Membership[] =>
  entries.filter(({ status }) => status === state).map(({ collaborationId }) => membershipOf.get(collaborationId)!);
