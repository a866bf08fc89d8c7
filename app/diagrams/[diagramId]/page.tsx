import type { Metadata } from "next";
import { addressOf, load } from "@/app/load";
import { DiagramPage } from "@/components/diagram/diagram-page";
import { Seed } from "@/components/seed";
import { MenuButton } from "@/components/shell/menu-button";
import { ShareDiagram } from "@/components/threat-models/share-diagram";
import { openThreatsKey } from "@/components/threats/queries";
import { Words } from "@/components/words/words";
import { resultOf } from "@/lib/actions/answer";
import { getDrawing } from "@/lib/actions/pages";

type Props = PageProps<"/diagrams/[diagramId]">;

const read = async ({ params, searchParams }: Props) => {
  const { diagramId } = await params;
  const here = addressOf(`/diagrams/${diagramId}`, await searchParams);
  return load(here, () => resultOf(getDrawing({ id: diagramId })));
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await read(props)).diagram.name };
}

/** One diagram: shown as it is at once, and live as soon as the page stands. */
export default async function Page(props: Props) {
  const { diagramId } = await props.params;
  const drawing = await read(props);
  return (
    <Words
      rooms={[
        "canvas",
        "panels",
        "threats",
        "rules",
        "diagramExport",
        "requests",
        "threatModels",
        "drawings",
        "sharing",
      ]}
    >
      <Seed data={[[openThreatsKey(drawing.model.id, diagramId), drawing.openThreats]]}>
        <DiagramPage
          drawing={drawing}
          menu={<MenuButton />}
          sharing={<ShareDiagram model={drawing.model.id} diagram={diagramId} />}
        />
      </Seed>
    </Words>
  );
}
