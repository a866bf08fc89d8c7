import { redirect } from "next/navigation";
import { load } from "@/app/load";
import { titled } from "@/app/titled";
import { EnvironmentTree } from "@/components/environments/environment-tree";
import { environmentsKey, readEstate } from "@/components/environments/queries";
import { Seed } from "@/components/seed";
import { readRoleChoices } from "@/components/sharing/queries";
import { Words } from "@/components/words/words";
import { currentActor } from "@/lib/auth";

export const generateMetadata = titled("shell", "environments");

/** What I have, by group, and who reaches it. */
export default async function Page() {
  const actor = await currentActor();
  if (!actor) redirect("/sign-in?next=/environments");
  const estate = await load("/environments", () => readEstate(actor.uid));
  const roles = await load("/environments", readRoleChoices);
  return (
    <Words rooms={["sharing"]}>
      <Seed data={[[environmentsKey, estate]]}>
        <EnvironmentTree ownerUid={actor.uid} roles={roles} />
      </Seed>
    </Words>
  );
}
