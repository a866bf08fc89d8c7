import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { addressOf, load } from "@/app/load";
import { DeniedPage } from "@/components/diagram/denied-page";
import { DiagramPage } from "@/components/diagram/diagram-page";
import { Seed } from "@/components/seed";
import { MenuButton } from "@/components/shell/menu-button";
import { ShareDiagram } from "@/components/threat-models/share-diagram";
import { openThreatsKey } from "@/components/threats/queries";
import { whyKey } from "@/components/words/why-queries";
import { Words } from "@/components/words/words";
import { Refused } from "@/lib/actions/answer";
import { getDrawing } from "@/lib/actions/pages";
import { explain } from "@/lib/actions/why";

type Props = PageProps<"/diagrams/[diagramId]">;

const LOOK = "threatmodel.diagram.GetDiagram";

/** The diagram; or why it cannot be opened, to whoever may know of where it hangs. */
const read = async ({ params, searchParams }: Props) => {
  const { diagramId } = await params;
  const here = addressOf(`/diagrams/${diagramId}`, await searchParams);
  const question = { diagramId, serviceMethod: LOOK };
  return load(here, async () => {
    const drawing = await getDrawing({ id: diagramId });
    if (drawing.ok) return { drawing: drawing.value, question, why: null };
    const why = await explain(question);
    if (why.ok && !why.value.allowed) return { drawing: null, question, why: why.value };
    throw new Refused(drawing);
  });
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { drawing } = await read(props);
  return { title: drawing ? drawing.diagram.name : (await getTranslations("shell"))("deniedDiagram") };
}

/** One diagram: shown as it is at once, and live as soon as the page stands. */
export default async function Page(props: Props) {
  const { diagramId } = await props.params;
  const { drawing, question, why } = await read(props);
  if (!drawing) {
    return (
      <Seed data={[[whyKey(question), why]]}>
        <DeniedPage question={question} menu={<MenuButton />} />
      </Seed>
    );
  }
  return (
    <Words
      rooms={[
        "canvas",
        "panels",
        "threats",
        "rules",
        "diagramExport",
        "threatModels",
        "drawings",
        "sharing",
        "preview",
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
