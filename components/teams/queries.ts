import { resultOf } from "@/lib/actions/answer";
import { getPlaces, getTeam, getTeamList, type TeamPerson, type TeamRow, type TeamShare } from "@/lib/actions/pages";

export type { TeamPerson, TeamRow, TeamShare };

export const teamsKey = ["teams"] as const;
/** What changes with a team: what the pages of environments and members say of it. */
export const staleByTeams = [teamsKey, ["environments"], ["members"]] as const;
export const rolesKey = [...teamsKey, "roles"] as const;
export const readTeams = async (): Promise<TeamRow[]> => (await resultOf(getTeamList({}))).teams;

export const PEOPLE = 50;
export type AskedTeam = { id: number; search: string; start: number };
export const teamKey = (asked: AskedTeam) => [...teamsKey, "one", asked] as const;
export const readTeam = ({ id, search, start }: AskedTeam) =>
  resultOf(getTeam({ teamId: id, ...(search ? { search } : {}), startRow: start, resultCount: PEOPLE }));
export type Team = Awaited<ReturnType<typeof readTeam>>;

/** A thing a team can be given, as an address of ours names it: `TYPE:id`. */
export type ThingChoice = { id: string; type: TeamShare["type"]; resourceId: string; name: string; inside: number };
export const thingsKey = (search: string) => [...teamsKey, "things", search] as const;

/** Things of the owner's that are called so, each once. */
export async function readThings(search: string): Promise<{ found: ThingChoice[]; more: boolean }> {
  const { lines, total } = await resultOf(getPlaces({ ...(search ? { search } : {}), resultCount: 60 }));
  const found = new Map(
    lines.map(({ type, resourceId, name, inside }) => {
      const id = `${type}:${resourceId}`;
      return [id, { id, type, resourceId, name, inside }];
    }),
  );
  return { found: [...found.values()], more: total > lines.length };
}

/** How many people a team has of these states together. */
export const peopleIn = (team: Pick<TeamRow, "people">, ...states: (keyof TeamRow["people"])[]): number =>
  states.reduce((sum, state) => sum + team.people[state], 0);
