import { addressOf, load } from "@/app/load";
import { titled } from "@/app/titled";
import { Seed } from "@/components/seed";
import { readTeams, teamsKey } from "@/components/teams/queries";
import { TeamList } from "@/components/teams/team-list";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "teams");

/** My teams: people who get the same, and what they get. */
export default async function Page({ searchParams }: PageProps<"/teams">) {
  const here = addressOf("/teams", await searchParams);
  const teams = await load(here, readTeams);
  return (
    <Words rooms={["teams", "sharing", "activity", "preview"]}>
      <Seed data={[[teamsKey, teams]]}>
        <TeamList />
      </Seed>
    </Words>
  );
}
