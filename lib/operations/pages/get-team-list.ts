import { z } from "zod";
import type { Listed } from "../../../db/roster";
import { type MemberStatus, memberStatuses } from "../../domain/collaboration";
import { companyOf, namesOf } from "../company";
import { operation } from "../operation";
import { theirOwn } from "../verdict";

const FACES = 4;
const int = z.number().int();
const team = z.strictObject({
  id: int,
  name: z.string(),
  people: z.record(z.enum(memberStatuses), int),
  /** The first who are active or invited. */
  first: z.array(z.string()),
  shares: int,
  roles: z.array(z.string()),
});
export type TeamRow = z.infer<typeof team>;

export const getTeamList = operation({
  method: "confer.pages.GetTeamList",
  kind: "read",
  tokens: false,
  summary: "List the owner's teams by name: who is in them, and how much is shared with each.",
  input: z.object({}),
  output: z.strictObject({ teams: z.array(team) }),
  load: companyOf,
  allow: theirOwn,
  handle: async (at) => {
    const { estate, company } = at.facts;
    const teams = company.partners.filter(({ team }) => team !== null);
    const first = new Map(
      teams.map(({ collaborationId, people }) => [collaborationId, people.filter(isIn).slice(0, FACES)]),
    );
    const names = await namesOf(at, [...first.values()].flat());
    const { shareRoles, roleSets } = estate.world;
    return {
      teams: teams.map(({ collaborationId, team, people }) => {
        const { first: from, end } = company.membershipOf.get(collaborationId)!;
        const sets = new Set(shareRoles.subarray(from, end));
        const roles = new Set([...sets].flatMap((index) => roleSets[index]!.roleIds));
        return {
          id: collaborationId,
          name: team!,
          people: countsOf(people),
          first: first.get(collaborationId)!.map(({ id }) => names.get(id)!),
          shares: end - from,
          roles: [...estate.roles.values()].filter(({ id }) => roles.has(id)).map(({ name }) => name),
        };
      }),
    };
  },
});

const isIn = ({ status }: Listed): boolean => status === "ACTIVE" || status === "PENDING";

function countsOf(people: readonly Listed[]): Record<MemberStatus, number> {
  const counts = Object.fromEntries(memberStatuses.map((state) => [state, 0])) as Record<MemberStatus, number>;
  for (const { status } of people) counts[status] += 1;
  return counts;
}
