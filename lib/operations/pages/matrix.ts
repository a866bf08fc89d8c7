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
import type { At } from "../operation";
import { viewOf } from "../views";
import { type Sighted, sightedOf } from "./sighted";

/**
 * What the matrix is narrowed to: by person and their state, by group (with what is in it) and by environment or threat model, whichever
 * stands above it.
 */
export const matrixFields = {
  above: z.enum(["environments", "models"]).optional(),
  search: field.text(200).optional(),
  state: z.array(z.enum(memberStatuses)).max(memberStatuses.length).optional(),
  group: field.text(2000).optional(),
  environment: field.text(200).optional(),
  ownerUid: field.ownerUid(),
};

/** One human being, however many collaborations they are in. */
export type Human = { found: string; entries: Listed[]; state: MemberStatus };

/** `models`: where those stand above. */
export type Sides = Sighted & { people: Human[]; environments: OwnEnvironment[]; models: ThreatModel[] | null };

/** Who stands at the side of the matrix, and what above it: to a delegate what they see of it. Whoever left or rejected is there only when asked for. */
export async function sidesOf(at: At<z.output<z.ZodObject<typeof matrixFields>>>): Promise<Sides> {
  const { above, search, state, group, environment } = at.input;
  const [sighted, { people }] = await Promise.all([sightedOf(at), rosterOf(at.db, at.owner, await at.version)]);
  const humans = new Map<string, Human>();
  for (const entry of people) {
    const key = fold(entry.email);
    const known = humans.get(key);
    if (known) known.entries.push(entry);
    else humans.set(key, { found: entry.found, entries: [entry], state: entry.status });
  }
  const shown = new Set<MemberStatus>(state?.length ? state : ["ACTIVE", "PENDING", "SUSPENDED"]);
  const isFound = finds(search);
  const isNamed = finds(environment);
  const isIn = ({ groups }: Pick<OwnEnvironment, "groups">) =>
    !group || groups.some((path) => path === group || path.startsWith(`${group}/`));
  return {
    ...sighted,
    models: above === "models" ? await modelsAbove() : null,
    people: [...humans.values()].filter((human) => {
      human.state = stateOf({ people: human.entries });
      return shown.has(human.state) && isFound(human.found);
    }),
    environments: sighted.estate.environments.filter((one) => isNamed(fold(`${one.name} ${one.shownAs}`)) && isIn(one)),
  };

  async function modelsAbove(): Promise<ThreatModel[]> {
    const inside = new Set(sighted.estate.environments.filter(isIn).map(({ appid }) => appid));
    const seen = await modelsSeen(at, await viewOf(at));
    return seen.filter((model) => isNamed(fold(model.name)) && (!group || inside.has(model.environment ?? "")));
  }
}

/** The memberships that count for a person: those in the state they are in. */
export const membershipsOf = ({ membershipOf }: Company, { entries, state }: Human): Membership[] =>
  entries.filter(({ status }) => status === state).map(({ collaborationId }) => membershipOf.get(collaborationId)!);
