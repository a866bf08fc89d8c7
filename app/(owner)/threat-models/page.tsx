import { addressOf, load } from "@/app/load";
import { titled } from "@/app/titled";
import { modelsKey, readModels } from "@/components/drawings/queries";
import { Seed } from "@/components/seed";
import { askedModels } from "@/components/threat-models/asked";
import { ModelList } from "@/components/threat-models/model-list";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("shell", "threatModels");

/** What could go wrong, drawn: every threat model I may open, with its diagrams and who is in them. */
export default async function Page({ searchParams }: PageProps<"/threat-models">) {
  const search = await searchParams;
  const asked = askedModels(search);
  const models = await load(addressOf("/threat-models", search), () => readModels(asked));
  return (
    <Words rooms={["threatModels", "drawings", "diagramExport", "threats", "sharing", "preview"]}>
      <Seed data={[[modelsKey(asked), models]]}>
        <ModelList />
      </Seed>
    </Words>
  );
}
